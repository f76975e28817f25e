//! What is taken up, and what must stay undecided.
