//! Operations on large integers that take long: they look at Ctrl-C and the limits meanwhile.

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer as _;

use crate::vm::{R, Vm};

/// Factors of up to so many bits are multiplied in one go.
const AT_ONCE_BITS: u64 = 1 << 17;

/// Divisions of so many products of digits (of 32 bits) are done in one go.
const DIVISION_AT_ONCE: u64 = 1 << 24;

/// A part of a long division has at least so many digits: a part costs a copy of what is left, too.
const PART_DIGITS: u64 = 64;

/// So many products of digits are one step.
const PRODUCTS_A_STEP: u64 = 1 << 12;

/// So many bits of a product of two such factors count as one step.
const BITS_A_STEP: u64 = 1 << 12;

impl Vm {
    /// `x * y`
    ///
    /// # Errors
    /// `KeyboardInterrupt`, or a limit's.
    pub fn big_mul(&mut self, x: &BigInt, y: &BigInt) -> R<BigInt> {
        let (small, large) = if x.bits() < y.bits() { (x, y) } else { (y, x) };
        let bits = small.bits();
        if bits <= AT_ONCE_BITS && large.bits() <= 4 * AT_ONCE_BITS {
            self.spend_all(((bits + large.bits()) / BITS_A_STEP) as usize)?;
            return Ok(x * y);
        }
        // Halves of the larger one, and of both where they are alike (Karatsuba): three products for four.
        let half = large.bits() / 2;
        let (low, high) = halves(large, half);
        if bits <= half {
            let high = self.big_mul(&high, small)?;
            return Ok((high << half) + self.big_mul(&low, small)?);
        }
        let (small_low, small_high) = halves(small, half);
        let lows = self.big_mul(&low, &small_low)?;
        let highs = self.big_mul(&high, &small_high)?;
        let both = self.big_mul(&(low + high), &(small_low + small_high))?;
        let middle = both - &lows - &highs;
        Ok((highs << (2 * half)) + (middle << half) + lows)
    }

    /// `x ** exponent`
    ///
    /// # Errors
    /// As for [`big_mul`](Self::big_mul).
    pub fn big_pow(&mut self, x: &BigInt, exponent: u32) -> R<BigInt> {
        if x.bits().saturating_mul(u64::from(exponent)) <= AT_ONCE_BITS {
            return Ok(x.pow(exponent));
        }
        // Powers of two are shifts.
        let twos = x.trailing_zeros().unwrap_or(0);
        let odd = x >> twos;
        let mut result = BigInt::from(1);
        for bit in (0..u32::BITS - exponent.leading_zeros()).rev() {
            result = self.big_mul(&result, &result)?;
            if exponent >> bit & 1 == 1 {
                result = self.big_mul(&result, &odd)?;
            }
        }
        Ok(result << (twos * u64::from(exponent)))
    }

    /// The quotient, rounded down, and what is left. The divisor is not 0.
    ///
    /// # Errors
    /// As for [`big_mul`](Self::big_mul).
    pub fn big_div_mod(&mut self, x: &BigInt, y: &BigInt) -> R<(BigInt, BigInt)> {
        let (long, short) = (x.bits() / 32, y.bits() / 32 + 1);
        if long.saturating_sub(short).saturating_mul(short) <= DIVISION_AT_ONCE {
            return Ok(x.div_mod_floor(y));
        }
        let (quotient, left) = self.long_division(x.magnitude(), y.magnitude(), short)?;
        let (mut quotient, mut left) = (BigInt::from(quotient), BigInt::from(left));
        if x.sign() != y.sign() {
            quotient = -quotient;
            if left.sign() != Sign::NoSign {
                quotient -= 1;
                left = BigInt::from(y.magnitude().clone()) - left;
            }
        }
        Ok((quotient, if y.sign() == Sign::Minus { -left } else { left }))
    }

    /// Division as on paper, with parts of many digits: each is small enough to be done in one go.
    fn long_division(&mut self, x: &BigUint, y: &BigUint, short: u64) -> R<(BigUint, BigUint)> {
        let part = (DIVISION_AT_ONCE / short).max(PART_DIGITS) as usize;
        let digits = x.to_u32_digits();
        let mut quotient = vec![0; digits.len()];
        let mut left = BigUint::ZERO;
        let mut end = digits.len();
        while end > 0 {
            let start = end.saturating_sub(part);
            let (place, next) = (&mut quotient[start..end], &digits[start..end]);
            left = (left << (32 * next.len())) + BigUint::from_slice(next);
            let (digits, rest) = left.div_rem(y);
            // The rest was less than the divisor, so the part of the quotient has room in its place.
            for (to, digit) in place.iter_mut().zip(digits.to_u32_digits()) {
                *to = digit;
            }
            left = rest;
            self.spend_all((part as u64 * short / PRODUCTS_A_STEP) as usize)?;
            end = start;
        }
        Ok((BigUint::new(quotient), left))
    }
}

/// The lowest bits of a number, and the rest; both with its sign.
fn halves(number: &BigInt, low_bits: u64) -> (BigInt, BigInt) {
    let (sign, magnitude) = (number.sign(), number.magnitude());
    let high = magnitude >> low_bits;
    let low = magnitude - (&high << low_bits);
    (BigInt::from_biguint(sign, low), BigInt::from_biguint(sign, high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::{ClockMode, FakeHost, Outside};

    #[test]
    fn divisions_in_pieces_are_right() {
        let mut vm = Vm::new(Outside::new(Box::new(FakeHost::new()), ClockMode::Virtual), 0);
        let _entered = vm.heap_handle();
        let long = BigInt::from(7).pow(140_000) + 11;
        let exact = BigInt::from(3).pow(60_001);
        for divisor in [exact.clone(), BigInt::from(1) << 100_000] {
            for (x, y) in [(1, 1), (1, -1), (-1, 1), (-1, -1)] {
                for number in [&long * x, &divisor * &exact * x] {
                    let divisor = &divisor * y;
                    let (quotient, left) = vm.big_div_mod(&number, &divisor).unwrap_or_default();
                    assert_eq!((quotient, left), number.div_mod_floor(&divisor));
                }
            }
        }
    }

    #[test]
    fn products_and_powers_in_pieces_are_right() {
        let mut vm = Vm::new(Outside::new(Box::new(FakeHost::new()), ClockMode::Virtual), 0);
        let _entered = vm.heap_handle();
        let x = BigInt::from(7).pow(200_000);
        let y = -BigInt::from(3).pow(90_001);
        assert_eq!(vm.big_mul(&x, &y).ok(), Some(&x * &y));
        assert_eq!(vm.big_mul(&x, &x).ok(), Some(&x * &x));
        let base = BigInt::from(-12);
        assert_eq!(vm.big_pow(&base, 60_001).ok(), Some(base.pow(60_001)));
        assert_eq!(vm.big_pow(&BigInt::from(2), 300_000).ok(), Some(BigInt::from(1) << 300_000));
    }
}
