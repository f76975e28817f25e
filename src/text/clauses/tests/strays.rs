//! What strayed from the verb or noun it belongs to, what tells nothing of anybody, and near misses of both.

use super::{clauses, group, has, links};

#[test]
fn numbers_and_days_have_their_place() {
    has(&[
        ("The mill lent up to 40 boats to the town.", "lent(S: The mill; O: up to 40 boats; to: the town)"),
        ("The kite rose to 40 metres.", "rose(S: The kite; to: 40 metres)"),
        ("The letter was sent some time ago to the guild.", "sent(O: The letter; A: some time; to: the guild)"),
        ("The clerk wasted some time on the roof.", "wasted(S: The clerk; O: some time; on: the roof)"),
        ("Yesterday marked one year since the flood.", "marked(S: Yesterday; O: one year; since: the flood)"),
        ("Yesterday the guild marked the flood.", "marked(S: the guild; A: Yesterday; O: the flood)"),
        ("The guild yesterday was selling flour.", "selling(S: The guild; A: yesterday; O: flour)"),
    ]);
}

#[test]
fn whom_one_lets_or_asks_is_an_object() {
    has(&[
        ("The guild allowed the miller to stay.", "allowed(S: The guild; O: the miller)"),
        ("The guild allowed the miller to stay.", "stay(S: the miller)"),
        ("The guild promised the miller to stay.", "stay(S: The guild)"),
        ("The law made the loom available to weavers.", "made(S: The law; O: the loom; C: available; to: weavers)"),
        ("The law found a loom available to weavers.", "found(S: The law; O: a loom)"),
        ("The shepherd found them quietly shearing sheep.", "shearing(S: them; O: sheep)"),
        ("The shepherd left them, shearing sheep.", "shearing(S: The shepherd; O: sheep)"),
        ("The town has nothing to offer to weavers.", "offer(S: The town; to: weavers; O: nothing)"),
        ("The town has a plan to rest.", "rest(S: The town)"),
        ("She showed me love.", "showed(S: She; A: me; O: love)"),
        ("She let me love.", "love(S: me)"),
        ("The guild lives free from debt.", "lives(S: The guild; C: free; from: debt)"),
    ]);
}

#[test]
fn gerunds_are_subjects_adjectives_or_verbs() {
    has(&[
        ("The well is dry, and digging another well will take a year.", "take(S: digging; O: a year)"),
        ("The envoy left, citing her health.", "citing(S: The envoy; O: her health)"),
        ("She spoke of towns, farms, working families.", "spoke(S: She; of: towns; of: farms; of: working families)"),
        ("Those who are selling boats will leave.", "selling(S: Those; O: boats)"),
        ("Those who are tired will leave.", "are(S: Those; C: tired)"),
        ("That means raising the fees.", "raising(O: the fees)"),
    ]);
}

#[test]
fn what_is_alike_goes_together() {
    has(&[
        (
            "They are the roof of our barn and the door of our mill.",
            "are(S: They; C: the roof of our barn; C: the door of our mill)",
        ),
        ("They are the roof of our barn and mill.", "are(S: They; C: the roof of our barn)"),
        ("Curbs on her power to sell boats and horses have ended.", "ended(S: Curbs)"),
        ("Curbs on her power to sell boats and horses have ended.", "sell(S: her; O: boats; O: horses)"),
        ("The baker made a law that lowers fees, creates jobs, and grows the town.", "grows(S: a law; O: the town)"),
        ("The baker made a law that lowers fees, and left the town.", "left(S: The baker; O: the town)"),
        (
            "We praise her for seeing the size and shape of the town and the price of its wool.",
            "seeing(S: her; O: the size; O: shape of the town; O: the price of its wool)",
        ),
        ("The guild will share maps that have aged but are not yet replaced.", "replaced(O: maps)"),
        ("The guild shares maps and is not yet replaced.", "replaced(O: The guild)"),
        ("That is why the guild mended roofs, joined the pact, and lent boats.", "joined(S: the guild; O: the pact)"),
        (
            "Are they going to feed the hens who lay, or the geese who sleep, or the goats?",
            "feed(S: they; O: the hens; O: the geese; O: the goats)",
        ),
        ("The weavers baked and sold the bread.", "baked(S: The weavers; O: the bread)"),
        ("The weavers arrived and sold the bread.", "arrived(S: The weavers)"),
    ]);
    assert_eq!(group("The guild will mend roads, work with weavers, and call on others."), "will Future");
}

#[test]
fn who_stands_behind_an_opening_is_found() {
    has(&[
        (
            "According to the weaver guild, bread grew dear in May.",
            "grew(S: bread; according: the weaver guild; in: May)",
        ),
        ("They discussed the roof and believed the mill will close in May.", "close(S: the mill; in: May)"),
        ("They discussed the roof and loved the mill.", "loved(S: They; O: the mill)"),
        ("The flood came as herders and weavers moved into the town.", "moved(S: herders; S: weavers; into: the town)"),
        ("The act breaks Norland commitments to leave the pact.", "leave(S: Norland; O: the pact)"),
        ("The act breaks May commitments to leave the pact.", "leave(O: the pact)"),
        ("Look, the mill is open.", "look()"),
        ("The boats seized were sold in May.", "sold(O: The boats; in: May)"),
        ("The boats seized were sold in May.", "seized(O: The boats)"),
        ("The recipe that the cook loved was lost.", "loved(S: the cook; O: The recipe)"),
        ("The recipe that the cook loved was lost.", "lost(O: The recipe)"),
        ("The envoy to whom Ruiz gave the letter has resigned.", "gave(S: Ruiz; to: The envoy; O: the letter)"),
        ("The envoy to whom Ruiz gave the letter has resigned.", "resigned(S: The envoy)"),
        ("The roof cannot be mended.", "mended(O: The roof)"),
    ]);
    assert_eq!(group("The roof cannot be mended."), "cannot be None passive");
    let believed = "They discussed the roof and believed the mill will close in May.";
    assert!(links(believed).iter().any(|c| c == "close Finite Complement of believed"), "{:?}", links(believed));
    let beside = "The mill closed; the guild promised help.";
    assert!(links(beside).iter().any(|c| c == "closed Finite Coordinate of promised"), "{:?}", links(beside));
    let promised = "The mill had closed, the guild promised.";
    assert!(links(promised).iter().any(|c| c == "closed Finite Complement of promised"), "{:?}", links(promised));
    let promise = "The guild signed the promise that everyone belongs.";
    assert!(links(promise).iter().any(|c| c == "belongs Finite Complement of signed"), "{:?}", links(promise));
}

#[test]
fn nothing_is_told_where_nothing_is_said() {
    for (text, head) in [
        ("The Norland Weavers Guild (NWG) lent boats.", "nwg("),
        ("Your aunts, your friends sing.", "friends("),
        ("Today's announcement was short.", "announcement("),
    ] {
        assert!(!clauses(text).iter().any(|c| c.starts_with(head)), "{text}: {:?}", clauses(text));
    }
    has(&[
        ("Ana Ruiz, the mayor, left the town.", "mayor(S: Ana Ruiz; C: the mayor)"),
        ("The announcement of the vote was short.", "announcement(O: the vote)"),
    ]);
}
