//! The command `claimlint`.

fn main() {}
