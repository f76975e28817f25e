//! Turns of interviews and minutes, with the names of those who speak.

use crate::claim::context::Speaker;
use crate::entity::turns;
use crate::mention::Mentions;
use crate::source::Span;
use crate::text::Text;

/// What one person says before another goes on, a piece for each paragraph.
pub(super) struct Turn {
    pub pieces: Vec<Span>,
    pub speaker: Option<Speaker>,
}

/// The turns of a text, if it is a conversation.
pub(super) fn find(text: &Text, mentions: &Mentions) -> Vec<Turn> {
    let speaker = |id| {
        let entity = mentions.entities.get(id);
        Speaker { name: entity.name.clone(), key: Some(entity.key.clone()), quoted: true, person: true }
    };
    let turns = turns(text, &mentions.entities).into_iter();
    turns.map(|turn| Turn { pieces: turn.pieces, speaker: turn.speaker.map(speaker) }).collect()
}
