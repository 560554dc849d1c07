//! An operator's 102 bytes and where its output values come from (docs/operators.md). Twin:
//! clients/assay/commit/program.py, and `well_formed` of clients/assay/reference/referee.py.
//!
//! What is well formed can still contradict itself: an index into a tensor may then lie far outside. Sums and products
//! of such numbers are checked; None is an index past every tensor.

pub const DESCRIPTOR_BYTES: usize = 102;
pub const TILE: u64 = 64;
pub const MAX_VALUES: u128 = (1 << 31) - 1;

const DIMS_AT: usize = 4;
const ATTRIBUTES_AT: usize = 20;
const INPUTS_AT: usize = 36;
const INPUT_BYTES: usize = 22;
const MAX_INPUTS: usize = 3;
const HEADER_BYTES: usize = 17;

/// Values of `Operator::kind`.
pub mod kind {
    pub const MATMUL_F32: u8 = 1;
    pub const MATMUL_I8: u8 = 2;
    pub const ROWDOT_F32: u8 = 3;
    pub const SUM_F32: u8 = 4;
    pub const MAX_F32: u8 = 5;
    pub const MAP: u8 = 6;
    pub const MOVE: u8 = 7;
    pub const GATHER: u8 = 8;
}

const MAP_FUNCTIONS: u8 = 19;

/// Element types.
pub mod dtype {
    pub const F32: u8 = 1;
    pub const I32: u8 = 2;
    pub const I8: u8 = 3;
}

/// Values of `Input::source`.
pub mod source {
    pub const OPERATOR: u8 = 1;
    pub const MODEL: u8 = 2;
    pub const INPUT: u8 = 3;
}

/// The bytes of one value.
pub fn size(of: u8) -> usize {
    if of == dtype::I8 {
        1
    } else {
        4
    }
}

/// Four dimensions, row-major; the last one is the row (the contracted axis). Those of a well-formed operator hold at
/// most 2^31 - 1 values, so nothing below overflows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dims(pub [u32; 4]);

impl Dims {
    fn read(raw: &[u8]) -> Self {
        Self(core::array::from_fn(|axis| read_u32(&raw[4 * axis..])))
    }

    fn is_bounded(self) -> bool {
        let mut values = 1u128;
        for d in self.0 {
            // At most 2^31 * 2^32 before it is refused.
            values *= u128::from(d);
            if d == 0 || values > MAX_VALUES {
                return false;
            }
        }
        true
    }

    fn at(self, axis: usize) -> u64 {
        u64::from(self.0[axis])
    }

    pub fn row_length(self) -> u64 {
        self.at(3)
    }

    pub fn values(self) -> u64 {
        self.rows() * self.row_length()
    }

    fn rows(self) -> u64 {
        self.at(0) * self.at(1) * self.at(2)
    }

    pub fn tiles_a_row(self) -> u64 {
        self.row_length().div_ceil(TILE)
    }

    pub fn tiles(self) -> u64 {
        self.rows() * self.tiles_a_row()
    }

    /// The tile that holds value `flat`, and the value's place in it.
    pub fn tile_of(self, flat: u64) -> (u64, usize) {
        let (row, column) = (flat / self.row_length(), flat % self.row_length());
        (row * self.tiles_a_row() + column / TILE, (column % TILE) as usize)
    }

    /// How many values tile `tile` holds: 64, or the rest of its row.
    pub fn tile_length(self, tile: u64) -> usize {
        tile_length(self.row_length(), tile)
    }
}

/// How many values tile `tile` of rows of `row_length` holds.
pub fn tile_length(row_length: u64, tile: u64) -> usize {
    (row_length - TILE * (tile % row_length.div_ceil(TILE))).min(TILE) as usize
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Input {
    pub source: u8,
    pub index: u32,
    pub dtype: u8,
    pub dims: Dims,
}

impl Input {
    pub fn header(&self) -> [u8; HEADER_BYTES] {
        header(self.dtype, self.dims)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator {
    pub kind: u8,
    pub function: u8,
    pub dtype: u8,
    pub dims: Dims,
    pub attributes: [u32; 4],
    slots: [Input; MAX_INPUTS],
    input_count: usize,
}

impl Operator {
    /// Reads canonical bytes, or None where they are not.
    pub fn decode(raw: &[u8; DESCRIPTOR_BYTES]) -> Option<Self> {
        let slots = core::array::from_fn(|slot| {
            let raw = &raw[INPUTS_AT + INPUT_BYTES * slot..];
            Input {
                source: raw[0],
                dtype: raw[1],
                index: read_u32(&raw[2..]),
                dims: Dims::read(&raw[6..]),
            }
        });
        let op = Self {
            kind: raw[0],
            function: raw[1],
            dtype: raw[2],
            dims: Dims::read(&raw[DIMS_AT..]),
            attributes: Dims::read(&raw[ATTRIBUTES_AT..]).0,
            slots,
            input_count: usize::from(raw[3]),
        };
        let known = (kind::MATMUL_F32..=kind::GATHER).contains(&op.kind)
            && is_dtype(op.dtype)
            && op.input_count <= MAX_INPUTS
            && op
                .inputs()
                .iter()
                .all(|i| is_dtype(i.dtype) && (source::OPERATOR..=source::INPUT).contains(&i.source))
            && raw[INPUTS_AT + INPUT_BYTES * op.input_count..].iter().all(|b| *b == 0);
        known.then_some(op)
    }

    pub fn inputs(&self) -> &[Input] {
        &self.slots[..self.input_count]
    }

    pub fn header(&self) -> [u8; HEADER_BYTES] {
        header(self.dtype, self.dims)
    }

    /// Whether an output value is a chain of accumulators over a row.
    pub fn is_chain(&self) -> bool {
        self.kind <= kind::MAX_F32
    }

    /// How many chunks of 64 terms the chain has; 1 where there is none.
    pub fn chunks(&self) -> u64 {
        if self.is_chain() {
            self.slots[0].dims.tiles_a_row()
        } else {
            1
        }
    }

    /// What is checked of the program's operator `index`: enough for no division by zero, no index out of bounds and no
    /// input that was not agreed. Shapes that contradict each other end in BadOpening later, and are the provider's to
    /// find before it accepts.
    pub fn well_formed(&self, index: u32) -> bool {
        let inputs = self.inputs();
        let counts = match self.kind {
            kind::MATMUL_F32 | kind::MATMUL_I8 => 2..=3,
            kind::ROWDOT_F32 | kind::GATHER => 2..=2,
            kind::MAP => 1..=3,
            _ => 1..=1,
        };
        if !counts.contains(&inputs.len()) || (self.kind == kind::MAP && !(1..=MAP_FUNCTIONS).contains(&self.function))
        {
            return false;
        }
        if self.is_chain() {
            let rows = if matches!(self.kind, kind::SUM_F32 | kind::MAX_F32) {
                1
            } else {
                2
            };
            let of = if self.kind == kind::MATMUL_I8 {
                dtype::I8
            } else {
                dtype::F32
            };
            if inputs[..rows].iter().any(|i| i.dtype != of) {
                return false;
            }
        }
        inputs.iter().all(|i| i.source != source::OPERATOR || i.index < index)
            && self.dims.is_bounded()
            && inputs.iter().all(|i| i.dims.is_bounded())
            && (self.kind != kind::MOVE || Dims(self.attributes).is_bounded())
    }

    /// The rows of A and B whose chain gives output value `flat`.
    pub fn matmul_rows(&self, flat: u64) -> Option<(u64, u64)> {
        let (out, a, b) = (self.dims, self.slots[0].dims, self.slots[1].dims);
        let (rest, n) = (flat / out.at(3), flat % out.at(3));
        let (rest, m) = (rest / out.at(2), rest % out.at(2));
        let (o0, o1) = (rest / out.at(1), rest % out.at(1));
        let row = |of: Dims, last: u64| {
            let outer = if of.at(0) == 1 { 0 } else { o0 };
            let inner = if of.at(1) == 1 { 0 } else { o1 };
            outer
                .checked_mul(of.at(1))?
                .checked_add(inner)?
                .checked_mul(of.at(2))?
                .checked_add(last)
        };
        Some((row(a, m)?, row(b, n)?))
    }

    /// The flat index in a MOVE's input that output value `flat` copies.
    pub fn move_source(&self, mut flat: u64) -> u64 {
        let shape = Dims(self.attributes);
        let mut place = [0; 4];
        for k in (0..4).rev() {
            let axis = usize::from(self.function >> (2 * k) & 3);
            place[axis] = flat % shape.at(axis);
            flat /= shape.at(axis);
        }
        ((place[0] * shape.at(1) + place[1]) * shape.at(2) + place[2]) * shape.at(3) + place[3]
    }
}

/// The flat index in a tensor of dims `of` that output value `flat` of dims `out` reads. Each axis adds less than 2^62
/// to it.
pub fn broadcast_flat(mut flat: u64, out: Dims, of: Dims) -> u64 {
    let (mut place, mut stride) = (0u64, 1u64);
    for axis in (0..4).rev() {
        if of.at(axis) != 1 {
            place += stride * (flat % out.at(axis));
        }
        flat /= out.at(axis);
        stride *= of.at(axis);
    }
    place
}

fn header(of: u8, dims: Dims) -> [u8; HEADER_BYTES] {
    let mut out = [of; HEADER_BYTES];
    for (axis, d) in dims.0.iter().enumerate() {
        out[1 + 4 * axis..5 + 4 * axis].copy_from_slice(&d.to_le_bytes());
    }
    out
}

fn is_dtype(of: u8) -> bool {
    (dtype::F32..=dtype::I8).contains(&of)
}

fn read_u32(raw: &[u8]) -> u32 {
    u32::from_le_bytes([raw[0], raw[1], raw[2], raw[3]])
}

#[cfg(test)]
mod tests {
    use super::*;

    // From clients/assay/commit/program.py: a (2,3,4,5) MATMUL_F32 of A (1,3,4,70), B (2,1,5,70) and a bias of 5.
    const MATMUL: &str = "0100010302000000030000000400000005000000000000000000000000000000000000000201070000000100000003000000\
                          0400000046000000030101000000020000000100000005000000460000000101000000000100000001000000010000000500\
                          0000";
    // A (4,6) int8 MOVE of the view (2,3,2,2), permuted by (1,0,3,2).
    const MOVE: &str = "07b1030101000000010000000400000006000000020000000300000002000000020000000203000000000100000001000000\
                        010000001800000000000000000000000000000000000000000000000000000000000000000000000000000000000000\
                        00000000";

    fn bytes(hex: &str) -> [u8; DESCRIPTOR_BYTES] {
        core::array::from_fn(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap())
    }

    fn decode(hex: &str) -> Operator {
        Operator::decode(&bytes(hex)).unwrap()
    }

    #[test]
    fn a_matmul_reads_the_rows_that_python_reads() {
        let op = decode(MATMUL);
        assert!(op.well_formed(1));
        assert_eq!(op.chunks(), 2);
        for (flat, rows, bias, column) in [
            (0, (0, 0), 0, 0),
            (59, (11, 4), 4, 3),
            (60, (0, 5), 0, 4),
            (119, (11, 9), 4, 7),
        ] {
            assert_eq!(op.matmul_rows(flat), Some(rows));
            assert_eq!(broadcast_flat(flat, op.dims, op.inputs()[2].dims), bias);
            assert_eq!(broadcast_flat(flat, op.dims, Dims([2, 1, 4, 1])), column);
        }
    }

    #[test]
    fn a_move_copies_from_where_python_does() {
        let op = decode(MOVE);
        assert!(op.well_formed(0));
        let sources: Vec<u64> = (0..24).map(|flat| op.move_source(flat)).collect();
        let expected = [
            0, 2, 1, 3, 12, 14, 13, 15, 4, 6, 5, 7, 16, 18, 17, 19, 8, 10, 9, 11, 20, 22, 21, 23,
        ];
        assert_eq!(sources, expected);
    }

    #[test]
    fn bytes_that_are_not_canonical_are_no_operator() {
        for (at, value) in [
            (0, 0),
            (0, 9),
            (2, 0),
            (2, 4),
            (3, 4),
            (36, 0),
            (36, 4),
            (37, 0),
            (37, 4),
            (101, 1),
        ] {
            let mut raw = bytes(MOVE);
            raw[at] = value;
            assert_eq!(Operator::decode(&raw), None, "byte {at} = {value}");
        }
    }

    #[test]
    fn numbers_out_of_bounds_are_malformed() {
        let input_of_itself = decode(MATMUL);
        assert!(!input_of_itself.well_formed(0));
        for (at, value) in [(4, 0), (20, 0), (42, 0), (7, 128), (23, 128), (3, 0)] {
            let mut raw = bytes(MOVE);
            raw[at] = value;
            if value == 0 && at == 3 {
                raw[INPUTS_AT..].fill(0);
            }
            assert!(!Operator::decode(&raw).unwrap().well_formed(0), "byte {at} = {value}");
        }
    }

    #[test]
    fn contradicting_shapes_end_past_every_tensor() {
        let mut op = decode(MATMUL);
        op.dims = Dims([1 << 30, 1, 1, 1]);
        op.slots[0].dims = Dims([2, 1 << 30, 1, 1]);
        let (row, _) = op.matmul_rows((1 << 30) - 1).unwrap();
        assert!(row >= op.slots[0].dims.tiles());
        op.slots[0].dims = Dims([2, 1 << 15, 1 << 15, 1]);
        assert!(op.matmul_rows((1 << 30) - 1).unwrap().0 >= op.slots[0].dims.tiles());
    }

    #[test]
    fn a_tile_is_the_rest_of_its_row() {
        let dims = Dims([1, 1, 3, 70]);
        assert_eq!((dims.tiles(), dims.tile_length(2), dims.tile_length(3)), (6, 64, 6));
        assert_eq!(dims.tile_of(70 + 65), (3, 1));
    }
}
