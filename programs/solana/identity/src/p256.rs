//! Whether a point is on P-256. The chain's own program sees of a point only one coordinate and the other's parity, so it
//! alone would let a key go under as many names as there are numbers of that parity.

/// A number below the field's prime, in words of 32 bits, the lowest first.
type Element = [u32; 8];
/// A sum of elements, not yet brought below the prime.
type Words = [i64; 8];

const PRIME: Element = [u32::MAX, u32::MAX, u32::MAX, 0, 0, 0, 1, u32::MAX];
/// The curve is y^2 = x^3 - 3x + B.
const B: Element = [
    0x27d2604b, 0x3bce3c3e, 0xcc53b0f6, 0x651d06b0, 0x769886bc, 0xb3ebbd55, 0xaa3a93e7, 0x5ac635d8,
];

/// Whether x || y, big-endian, is a point of the curve.
pub fn is_point(key: &[u8]) -> bool {
    let (x, y) = key.split_at(key.len() / 2);
    let (Some(x), Some(y)) = (element(x), element(y)) else {
        return false;
    };
    let mut left = product(&y, &y);
    let mut right = product(&settled(product(&x, &x)), &x);
    for i in 0..8 {
        left[i] += 3 * i64::from(x[i]);
        right[i] += i64::from(B[i]);
    }
    settled(left) == settled(right)
}

fn element(bytes: &[u8]) -> Option<Element> {
    let bytes: &[u8; 32] = bytes.try_into().ok()?;
    let mut words = [0; 8];
    for (word, piece) in words.iter_mut().rev().zip(bytes.as_chunks().0) {
        *word = u32::from_be_bytes(*piece);
    }
    is_below_prime(&words).then_some(words)
}

fn is_below_prime(words: &Element) -> bool {
    words.iter().rev().lt(PRIME.iter().rev())
}

/// x * y, its upper half folded in by the shape of the prime (FIPS 186-4, D.2.3).
fn product(x: &Element, y: &Element) -> Words {
    let mut c = [0u32; 16];
    for i in 0..8 {
        let mut carry = 0;
        for j in 0..8 {
            let sum = u64::from(x[i]) * u64::from(y[j]) + u64::from(c[i + j]) + carry;
            c[i + j] = sum as u32;
            carry = sum >> 32;
        }
        c[i + 8] = carry as u32;
    }
    let c = c.map(i64::from);
    [
        c[0] + c[8] + c[9] - c[11] - c[12] - c[13] - c[14],
        c[1] + c[9] + c[10] - c[12] - c[13] - c[14] - c[15],
        c[2] + c[10] + c[11] - c[13] - c[14] - c[15],
        c[3] + 2 * (c[11] + c[12]) + c[13] - c[15] - c[8] - c[9],
        c[4] + 2 * (c[12] + c[13]) + c[14] - c[9] - c[10],
        c[5] + 2 * (c[13] + c[14]) + c[15] - c[10] - c[11],
        c[6] + 3 * c[14] + 2 * c[15] + c[13] - c[8] - c[9],
        c[7] + 3 * c[15] + c[8] - c[10] - c[11] - c[12] - c[13],
    ]
}

/// The same number below the prime.
fn settled(mut words: Words) -> Element {
    loop {
        let mut carry = 0;
        for word in &mut words {
            let sum = *word + carry;
            *word = sum & i64::from(u32::MAX);
            carry = sum >> 32;
        }
        if carry == 0 {
            break;
        }
        // 2^256 is 2^224 - 2^192 - 2^96 + 1.
        words[0] += carry;
        words[3] -= carry;
        words[6] -= carry;
        words[7] += carry;
    }
    let mut settled = words.map(|word| word as u32);
    // What fits 256 bits is below twice the prime.
    if !is_below_prime(&settled) {
        let mut borrow = false;
        for (word, of_prime) in settled.iter_mut().zip(PRIME) {
            let (less, first) = word.overflowing_sub(of_prime);
            let (less, second) = less.overflowing_sub(borrow.into());
            (*word, borrow) = (less, first || second);
        }
    }
    settled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> [u8; 64] {
        let byte = |i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap();
        std::array::from_fn(byte)
    }

    // Multiples of the generator, and the points whose coordinates are at the field's ends.
    const POINTS: [&str; 8] = [
        "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
        "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296b01cbd1c01e58065711814b583f061e9d431cca994cea1313449bf97c840ae0a",
        "7cf27b188d034f7e8a52380304b51ac3c08969e277f21b35a60b48fc4766997807775510db8ed040293d9ac69f7430dbba7dade63ce982299e04b79d227873d1",
        "5ecbe4d1a6330a44c8f7ef951d4bf165e6c6b721efada985fb41661bc6e7fd6c8734640c4998ff7e374b06ce1a64a2ecd82ab036384fb83d9a79b127a27d5032",
        "b487d183dc4806058eb31a29bedefd7bcca987b77a381a3684871d8449c183942a122cc711a80453678c3032de4b6fff2c86342e82d1e7adb617c4165c43ce5e",
        "000000000000000000000000000000000000000000000000000000000000000066485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4",
        "0000000000000000000000000000000000000000000000000000000000000005459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc",
        "ffffffff00000001000000000000000000000000fffffffffffffffffffffffc19719bebf6aea13f25c96dfd7c71f5225d4c8fc09eb5a0ab9f39e9178e55c121",
    ];

    #[test]
    fn points_of_the_curve_are_on_it() {
        assert!(POINTS.iter().all(|point| is_point(&bytes(point))));
    }

    #[test]
    fn no_other_number_of_the_same_parity_stands_for_a_point() {
        for point in POINTS.map(bytes) {
            for bit in 0..512 {
                let mut other = point;
                other[bit / 8] ^= 1 << (bit % 8);
                assert!(!is_point(&other));
            }
        }
        assert!(!is_point(&[0; 64]) && !is_point(&[0xff; 64]));
    }

    #[test]
    fn a_coordinate_has_one_writing() {
        // 5 and 5 + the prime.
        let mut beyond = bytes(POINTS[6]);
        beyond[..32].copy_from_slice(
            &bytes("ffffffff00000001000000000000000000000001000000000000000000000004459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc")[..32],
        );
        assert!(!is_point(&beyond));
    }

    #[test]
    fn products_are_those_of_the_field() {
        let less = |by: u32| {
            let mut number = PRIME;
            number[0] -= by;
            number
        };
        let small = |number| [number, 0, 0, 0, 0, 0, 0, 0];
        // (p - a)(p - b) is ab, (p - a)b is p - ab.
        assert_eq!(settled(product(&less(1), &less(1))), small(1));
        assert_eq!(settled(product(&less(7), &less(9))), small(63));
        assert_eq!(settled(product(&less(7), &small(9))), less(63));
        assert_eq!(settled(PRIME.map(i64::from)), small(0));
        assert_eq!(settled([-1, 0, 0, 0, 0, 0, 0, 0]), less(1));
        assert_eq!(settled(PRIME.map(|word| -9 * i64::from(word))), small(0));
    }
}
