//! Scores as logarithms of odds, so that whole readings of a sentence can be compared: in hundredths of a natural logarithm, by integers alone.

/// What a score below the best one by so much counts beside it: `exp(-difference / 100)`, in parts of [`WHOLE`].
static WEIGHTS: [u32; 1024] = {
    let mut weights = [0; 1024];
    let mut weight = 1 << 40;
    let mut at = 0;
    while at < weights.len() {
        weights[at] = (weight >> (40 - BITS)) as u32;
        // exp(-1/100) in parts of 2 to the power of 32.
        weight = ((weight as u128 * 4_252_231_657) >> 32) as u64;
        at += 1;
    }
    weights
};

const BITS: u32 = 16;

/// Hundredths of the natural logarithm of sums of up to four weights, by the sum's upper bits.
static LOGARITHMS: [u8; 4 * STEPS + 1] = {
    let mut logarithms = [0; 4 * STEPS + 1];
    // By how much e is raised for each hundredth, in parts of 2 to the power of 40.
    let mut sum: u64 = 1 << 40;
    let (mut at, mut hundredths) = (STEPS, 0);
    while at < logarithms.len() {
        while sum < ((at as u64) << 40) / STEPS as u64 {
            // exp(1/100) in parts of 2 to the power of 32.
            sum = ((sum as u128 * 4_338_132_435) >> 32) as u64;
            hundredths += 1;
        }
        logarithms[at] = hundredths;
        at += 1;
    }
    logarithms
};

/// Entries for each [`WHOLE`].
const STEPS: usize = 256;

/// By how much the scores of all allowed actions together lie above the best of them: what every one of them has to give away.
#[inline]
pub(super) fn excess(scores: [i32; 4], allowed: [bool; 4], best: i32) -> i32 {
    let weigh = |action: usize| {
        let below = best.saturating_sub(scores[action]) as usize;
        if allowed[action] { WEIGHTS.get(below).copied().unwrap_or(0) } else { 0 }
    };
    let sum: u32 = (0..4).map(weigh).sum();
    i32::from(LOGARITHMS[((sum * STEPS as u32) >> BITS) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_excess_is_the_logarithm_of_the_sum_of_odds() {
        for scores in [[0, 0, 0, 0], [300, 0, -20, 0], [10, 40, -2000, 0], [-700, -650, -50, 0], [i32::MIN, 5, 5, 0]] {
            for allowed in [[true; 4], [true, true, false, true], [false, true, false, false]] {
                let of = |at: usize| if allowed[at] { f64::from(scores[at]) } else { f64::NEG_INFINITY };
                let best = (0..4).filter(|&at| allowed[at]).map(|at| scores[at]).max().unwrap();
                let exact = 100.0 * (0..4).map(|at| ((of(at) - f64::from(best)) / 100.0).exp()).sum::<f64>().ln();
                let found = f64::from(excess(scores, allowed, best));
                assert!((found - exact).abs() <= 1.0, "{scores:?} {allowed:?}: {found} for {exact}");
            }
        }
    }
}
