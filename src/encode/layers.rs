//! The layers: convolutions over runs of pieces, the sum over the text, and the dense layers after it.

use ndarray::Array2;

use super::matrix::add_product;
use super::pieces::Embeddings;
use super::vectors::{SUM, WIDTH};
use super::weights::Weights;

/// How wide what a convolution takes and gives is.
const BRANCH: usize = 256;
/// What enters the sum of a piece: its embedding and what each convolution gives.
const FEATURES: usize = WIDTH + 3 * BRANCH;
/// The runs that the convolutions see: how long, and how many pieces of them stand before the piece in question.
const RUNS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];
/// The most pieces that a run reaches to either side; so many empty places stand between texts.
const MARGIN: usize = 2;
/// Keeps a norm from dividing by nothing.
const EPSILON: f32 = 1e-12;

/// Two layers over runs of pieces of one length.
#[derive(Debug)]
struct Convolution {
    length: usize,
    before: usize,
    /// For each place in the run the first layer's matrix, side by side.
    first: Array2<f32>,
    first_bias: Vec<f32>,
    /// For each place in the run the second layer's matrix.
    second: Vec<Array2<f32>>,
    second_bias: Vec<f32>,
}

/// The layers up to the sum over a text.
#[derive(Debug)]
pub(super) struct Convolutions {
    project: Array2<f32>,
    project_bias: Vec<f32>,
    project_gain: Vec<f32>,
    project_shift: Vec<f32>,
    runs: Vec<Convolution>,
    gain: Vec<f32>,
    shift: Vec<f32>,
}

/// What depends on a piece alone, for the distinct pieces of a stretch of text, a row each: most of the work,
/// so it is done once for each of them. The second layer of the convolutions is what remains for each place.
struct Rows {
    embeddings: Vec<f32>,
    /// For each convolution what enters it,
    entering: Vec<Vec<f32>>,
    /// and what the first layer's matrix of each place in the run makes of that.
    first: Vec<Vec<f32>>,
}

impl Convolution {
    fn read(weights: &Weights, (length, before): (usize, usize)) -> Option<Self> {
        let matrices = |layer: usize| {
            let stacked = weights.matrix(&format!("grams{length}.{layer}"))?;
            let parts: Vec<_> = stacked.axis_chunks_iter(ndarray::Axis(0), BRANCH).map(|part| part.to_owned()).collect();
            (parts.len() == length && parts.iter().all(|part| part.dim() == (BRANCH, BRANCH))).then_some(parts)
        };
        let bias = |layer: usize| weights.floats(&format!("grams{length}.{layer}.bias"));
        let first = matrices(1)?;
        let views: Vec<_> = first.iter().map(|part| part.view()).collect();
        Some(Self {
            length,
            before,
            first: ndarray::concatenate(ndarray::Axis(1), &views).ok()?.as_standard_layout().into_owned(),
            first_bias: bias(1)?,
            second: matrices(2)?,
            second_bias: bias(2)?,
        })
    }

    /// What the convolution gives at each place but those of the outer margins. `places` holds the row of each
    /// place, or none where no piece stands.
    fn run(&self, places: &[Option<usize>], entering: &[f32], first: &[f32]) -> Vec<f32> {
        let mut hidden = vec![0.0; places.len() * BRANCH];
        for (at, (place, hidden)) in places.iter().zip(hidden.chunks_exact_mut(BRANCH)).enumerate() {
            let Some(row) = *place else { continue };
            hidden.copy_from_slice(&self.first_bias);
            for step in 0..self.length {
                if let Some(&Some(row)) = places.get(at + step - self.before) {
                    let made = &first[(row * self.length + step) * BRANCH..][..BRANCH];
                    hidden.iter_mut().zip(made).for_each(|(sum, value)| *sum += value);
                }
            }
            let entered = &entering[row * BRANCH..][..BRANCH];
            hidden.iter_mut().zip(entered).for_each(|(value, entered)| *value = value.max(0.0) + entered);
        }
        let inner = places.len() - 2 * MARGIN;
        let mut given = self.second_bias.repeat(inner);
        for (step, matrix) in self.second.iter().enumerate() {
            add_product(&mut given, &hidden[(MARGIN + step - self.before) * BRANCH..][..inner * BRANCH], matrix);
        }
        let passed = &hidden[MARGIN * BRANCH..];
        given.iter_mut().zip(passed).for_each(|(value, passed)| *value = value.max(0.0) + passed);
        given
    }
}

impl Convolutions {
    pub(super) fn read(weights: &Weights) -> Option<Self> {
        let convolutions = Self {
            project: weights.matrix("project")?,
            project_bias: weights.floats("project.bias")?,
            project_gain: weights.floats("project.gain")?,
            project_shift: weights.floats("project.shift")?,
            runs: RUNS.into_iter().map(|run| Convolution::read(weights, run)).collect::<Option<_>>()?,
            gain: weights.floats("sum.gain")?,
            shift: weights.floats("sum.shift")?,
        };
        (convolutions.project.dim() == (WIDTH, 3 * BRANCH) && convolutions.gain.len() == FEATURES).then_some(convolutions)
    }

    /// For each text, given by the numbers of its pieces, the sum of the features of its pieces.
    pub(super) fn sums(&self, texts: &[Vec<u32>], embeddings: &Embeddings) -> Vec<f32> {
        let mut distinct: Vec<u32> = texts.iter().flatten().copied().collect();
        distinct.sort_unstable();
        distinct.dedup();
        let rows = self.rows(&distinct, embeddings);
        let mut places = vec![None; MARGIN];
        for text in texts {
            places.extend(text.iter().map(|piece| distinct.binary_search(piece).ok()));
            places.extend([None; MARGIN]);
        }
        let branches = self.runs.iter().zip(rows.entering.iter().zip(&rows.first));
        let given: Vec<Vec<f32>> =
            branches.map(|(convolution, (entering, first))| convolution.run(&places, entering, first)).collect();
        let mut sums = vec![0.0; texts.len() * FEATURES];
        let mut features = vec![0.0; FEATURES];
        let mut at = 0;
        for (text, sum) in texts.iter().zip(sums.chunks_exact_mut(FEATURES)) {
            for place in at..at + text.len() {
                let Some(&Some(row)) = places.get(MARGIN + place) else { continue };
                let (embedding, branches) = features.split_at_mut(WIDTH);
                embedding.copy_from_slice(&rows.embeddings[row * WIDTH..][..WIDTH]);
                for (branch, given) in branches.chunks_exact_mut(BRANCH).zip(&given) {
                    branch.copy_from_slice(&given[place * BRANCH..][..BRANCH]);
                }
                let (mean, scale) = norm(&features);
                sum.iter_mut().zip(&features).for_each(|(sum, value)| *sum += (value - mean) * scale);
            }
            #[expect(clippy::cast_precision_loss, reason = "a text has a few hundred pieces")]
            let pieces = text.len() as f32;
            let norms = self.gain.iter().zip(&self.shift);
            sum.iter_mut().zip(norms).for_each(|(sum, (gain, shift))| *sum = *sum * gain + pieces * shift);
            at += text.len() + MARGIN;
        }
        sums
    }

    fn rows(&self, pieces: &[u32], embeddings: &Embeddings) -> Rows {
        let mut embedded = vec![0.0; pieces.len() * WIDTH];
        for (&piece, row) in pieces.iter().zip(embedded.chunks_exact_mut(WIDTH)) {
            embeddings.write(piece, row);
        }
        let mut projected = self.project_bias.repeat(pieces.len());
        add_product(&mut projected, &embedded, &self.project);
        let mut entering = vec![Vec::with_capacity(pieces.len() * BRANCH); RUNS.len()];
        for row in projected.chunks_exact_mut(RUNS.len() * BRANCH) {
            let (mean, scale) = norm(row);
            let norms = self.project_gain.iter().zip(&self.project_shift);
            row.iter_mut().zip(norms).for_each(|(value, (gain, shift))| *value = (*value - mean) * scale * gain + shift);
            for (branch, entering) in row.chunks_exact(BRANCH).zip(&mut entering) {
                entering.extend_from_slice(branch);
            }
        }
        let first = self.runs.iter().zip(&entering).map(|(convolution, entering)| {
            let mut made = vec![0.0; pieces.len() * convolution.length * BRANCH];
            add_product(&mut made, entering, &convolution.first);
            made
        });
        Rows { embeddings: embedded, first: first.collect(), entering }
    }
}

/// The mean of the values, and the reciprocal of their standard deviation.
fn norm(values: &[f32]) -> (f32, f32) {
    const LANES: usize = 16;
    #[expect(clippy::cast_precision_loss, reason = "a layer has some hundred values")]
    let count = values.len() as f32;
    // Sums by lane, so that the compiler can use vector registers.
    let sum = |of: &dyn Fn(f32) -> f32| {
        let mut lanes = [0.0_f32; LANES];
        for values in values.chunks_exact(LANES) {
            lanes.iter_mut().zip(values).for_each(|(lane, &value)| *lane += of(value));
        }
        lanes.iter().sum::<f32>()
    };
    let mean = sum(&|value| value) / count;
    let variance = sum(&|value| (value - mean) * (value - mean)) / count;
    (mean, 1.0 / (variance + EPSILON).sqrt())
}

/// The layers after the sum over a text.
#[derive(Debug)]
pub(super) struct Dense {
    sum: Array2<f32>,
    sum_bias: Vec<f32>,
    /// The first layer and the way past it, side by side.
    enter: Array2<f32>,
    inner: Array2<f32>,
    wide: Array2<f32>,
    past_wide: Array2<f32>,
    last: Array2<f32>,
}

/// How wide the first dense layers are.
const INNER: usize = SUM / 2;

impl Dense {
    pub(super) fn read(weights: &Weights) -> Option<Self> {
        let (d0, p1) = (weights.matrix("dense.d0")?, weights.matrix("dense.p1")?);
        let dense = Self {
            sum: weights.matrix("sum")?,
            sum_bias: weights.floats("sum.bias")?,
            enter: ndarray::concatenate(ndarray::Axis(1), &[d0.view(), p1.view()]).ok()?.as_standard_layout().into_owned(),
            inner: weights.matrix("dense.d1")?,
            wide: weights.matrix("dense.d2")?,
            past_wide: weights.matrix("dense.p3")?,
            last: weights.matrix("dense.d3")?,
        };
        (dense.sum.dim() == (FEATURES, WIDTH) && dense.enter.dim() == (WIDTH, SUM)).then_some(dense)
    }

    /// Takes sums of features as far as they still add up. `pieces` says how many pieces each text has.
    pub(super) fn enter(&self, features: &[f32], pieces: &[u32]) -> Vec<f32> {
        #[expect(clippy::cast_precision_loss, reason = "a text has a few hundred pieces")]
        let biases = pieces.iter().flat_map(|&pieces| self.sum_bias.iter().map(move |bias| bias * pieces as f32));
        let mut projected: Vec<f32> = biases.collect();
        add_product(&mut projected, features, &self.sum);
        let mut entered = vec![0.0; pieces.len() * SUM];
        add_product(&mut entered, &projected, &self.enter);
        entered
    }

    /// The unit vectors of sums, each scaled by the root of its number of pieces.
    pub(super) fn vectors(&self, sums: &[f32]) -> Vec<f32> {
        let count = sums.len() / SUM;
        let mut bent = Vec::with_capacity(count * INNER);
        let mut inner = Vec::with_capacity(count * INNER);
        for sum in sums.chunks_exact(SUM) {
            let (first, past) = sum.split_at(INNER);
            bent.extend(first.iter().map(|value| value.max(0.0)));
            inner.extend_from_slice(past);
        }
        add_product(&mut inner, &bent, &self.inner);
        inner.iter_mut().for_each(|value| *value = value.max(0.0));
        let mut wide = vec![0.0; count * WIDTH];
        add_product(&mut wide, &inner, &self.wide);
        wide.iter_mut().for_each(|value| *value = value.max(0.0));
        let mut vectors = vec![0.0; count * WIDTH];
        add_product(&mut vectors, &inner, &self.past_wide);
        add_product(&mut vectors, &wide, &self.last);
        for vector in vectors.chunks_exact_mut(WIDTH) {
            vector.iter_mut().for_each(|value| *value = value.tanh());
            let length = vector.iter().map(|value| value * value).sum::<f32>().max(EPSILON).sqrt();
            vector.iter_mut().for_each(|value| *value /= length);
        }
        vectors
    }
}
