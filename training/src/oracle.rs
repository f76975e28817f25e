//! Which actions of the parser lose nothing: the dynamic oracle of the arc-eager system (Goldberg and Nivre 2013), and trees made projective.

use claimlint::text::syntax::parser::{LEFT, NONE, REDUCE, RIGHT, SHIFT, State};

/// A sentence's tree, as the oracle wants it.
pub struct Gold {
    /// The head of each word; the number of words for a root.
    heads: Vec<u32>,
    /// The dependents of each word, ascending.
    children: Vec<Vec<u32>>,
}

impl Gold {
    /// From heads, [`NONE`] for a root; arcs that cross others are lifted until none does.
    pub fn new(heads: &[u32]) -> Self {
        let root = heads.len() as u32;
        let mut heads: Vec<u32> = heads.iter().map(|&head| if head == NONE { root } else { head }).collect();
        while let Some(word) = crossing(&heads) {
            heads[word] = heads[heads[word] as usize];
        }
        let mut children = vec![Vec::new(); heads.len() + 1];
        for (word, &head) in heads.iter().enumerate() {
            children[head as usize].push(word as u32);
        }
        Self { heads, children }
    }

    /// For each action whether it is allowed and no arc of the tree gets out of reach by it.
    pub fn free(&self, state: &State, allowed: [bool; 4]) -> [bool; 4] {
        let (top, next) = (state.top(), state.next);
        let headless = |word: u32| state.heads[word as usize] == NONE;
        let on_stack = |word: u32| state.stack.binary_search(&word).is_ok();
        let lost_behind = |word: u32, from: u32| self.children[word as usize].iter().any(|&child| child >= from);
        let mut free = allowed;
        if allowed[LEFT] {
            let head = self.heads[top as usize];
            free[LEFT] = !(head > next || lost_behind(top, next));
        }
        if allowed[REDUCE] {
            free[REDUCE] = !lost_behind(top, next);
        }
        if allowed[SHIFT] {
            let head = self.heads[next as usize];
            let child_waits = self.children[next as usize].iter().any(|&c| c < next && on_stack(c) && headless(c));
            free[SHIFT] = !(child_waits || (head < next && on_stack(head)));
            if allowed[RIGHT] {
                free[RIGHT] = !child_waits && (head == top || !(head > next || (head < next && on_stack(head))));
            }
        }
        free
    }
}

/// A word whose arc crosses another, or that lies below no root: the one with the shortest such arc.
fn crossing(heads: &[u32]) -> Option<usize> {
    let root = heads.len() as u32;
    let mut worst: Option<(u32, usize)> = None;
    for (word, &head) in heads.iter().enumerate() {
        if head == root {
            continue;
        }
        let (from, to) = (head.min(word as u32), head.max(word as u32));
        let inside = |at: u32| {
            let mut up = at;
            for _ in 0..=heads.len() {
                if up == head {
                    return true;
                }
                if up == root {
                    return false;
                }
                up = heads[up as usize];
            }
            false
        };
        let length = to - from;
        if (from + 1..to).any(|at| !inside(at)) && worst.is_none_or(|(least, _)| length < least) {
            worst = Some((length, word));
        }
    }
    worst.map(|(_, word)| word)
}
