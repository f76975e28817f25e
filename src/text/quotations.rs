//! Quotations.
use super::{Quotation, Text};

pub(crate) fn find(_text: &Text) -> Vec<Quotation> {
    Vec::new()
}
