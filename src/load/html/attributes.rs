//! The attributes that matter for the text.

/// The attributes of the tag being read, as far as they matter.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    pub current: Option<Attribute>,
    pub values: [String; Attribute::COUNT],
    pub hidden: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Attribute {
    Class,
    Id,
    Style,
    Role,
    Name,
    Content,
    DateTime,
    Type,
    Start,
    Value,
    ColumnSpan,
    Property,
    AriaHidden,
}

impl Attribute {
    pub const COUNT: usize = 13;

    pub fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"class" => Self::Class,
            b"id" => Self::Id,
            b"style" => Self::Style,
            b"role" => Self::Role,
            b"name" | b"property" => Self::Name,
            b"content" => Self::Content,
            b"datetime" => Self::DateTime,
            b"type" => Self::Type,
            b"start" => Self::Start,
            b"value" => Self::Value,
            b"colspan" => Self::ColumnSpan,
            b"itemprop" => Self::Property,
            b"aria-hidden" => Self::AriaHidden,
            _ => return None,
        })
    }
}

impl Attributes {
    pub fn get(&self, attribute: Attribute) -> &str {
        &self.values[attribute as usize]
    }

    pub fn clear(&mut self) {
        self.current = None;
        self.hidden = false;
        self.values.iter_mut().for_each(String::clear);
    }
}
