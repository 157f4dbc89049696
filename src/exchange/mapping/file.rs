//! The arrays of a file, whichever program has written it, for a network that is open.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Keeping, Mapping, Offered, Reason};
use crate::engine::Network;
use crate::engine::device::device_named;
use crate::engine::weights::NamedArray;
use crate::exchange::open::{IsCanceled, open};
use crate::exchange::report::{Fate, Report};
use crate::exchange::{Choices, ImportError, Imported, keras, loading, pytorch};
use crate::graph::{Flat, infer};
use crate::message;
use crate::project::Project;

/// Weights of a file for an open network.
#[derive(Debug)]
pub struct WeightsFile {
    path: PathBuf,
    writer: String,
    arrays: Vec<NamedArray>,
    offered: Vec<Offered>,
    keeping: Keeping,
}

impl WeightsFile {
    /// The weights in the file at `path`, alone or with the network that they are of. Takes seconds where it is large:
    /// `is_canceled` is asked meanwhile.
    ///
    /// # Errors
    /// Where it cannot be read, or holds none.
    pub fn open(path: &Path, is_canceled: IsCanceled<'_>) -> Result<Self, ImportError> {
        if pytorch::is_here(path) {
            let stored = pytorch::read_tensors(path)?;
            let keeping = Keeping::Torch {
                is_own: stored.is_own,
            };
            let named = stored.tensors.into_iter().map(|tensor| {
                let module = tensor
                    .name
                    .rsplit_once('.')
                    .map_or("", |it| it.0)
                    .to_owned();
                (module, tensor)
            });
            return Ok(Self::of(path, "PyTorch".to_owned(), named, keeping));
        }
        let is_of_keras = keras::is_hdf5(path) || keras::is_archive(path);
        let imported = match open(path, &Choices::default(), is_canceled) {
            // There is no network, or something in it is not known here; the weights are of use without.
            Err(error)
                if is_of_keras && (error.report().is_some() || error.is_about_weights_alone()) =>
            {
                let (writer, arrays) = keras::loose_weights(path)?;
                return Ok(Self::of(path, writer, arrays.into_iter(), Keeping::Here));
            }
            opened => opened?,
        };
        let Some(arrays) = imported.weights else {
            return Err(ImportError::content(path, message!("import-no-weights")));
        };
        let named = arrays.into_iter().map(|mut array| {
            let (layer, weight) = array.name.rsplit_once('/').unwrap_or(("", &array.name));
            let (layer, weight) = (layer.to_owned(), weight.to_owned());
            array.name = weight;
            (layer, array)
        });
        Ok(Self::of(path, imported.writer, named, Keeping::Here))
    }

    /// Of arrays, each with the module that it is of.
    fn of(
        path: &Path,
        writer: String,
        named: impl Iterator<Item = (String, NamedArray)>,
        keeping: Keeping,
    ) -> Self {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let (mut arrays, mut offered) = (Vec::new(), Vec::new());
        for (module, mut array) in named {
            let count = counts.entry(module.clone()).or_default();
            let role = array.name.rsplit('.').next().unwrap_or_default().to_owned();
            if keeping == Keeping::Here {
                if !module.is_empty() {
                    array.name = format!("{module}/{}", array.name);
                }
                // A count is a number without axes.
                if array.shape.is_empty() {
                    array.shape.push(1);
                }
            }
            offered.push(Offered {
                name: array.name.clone(),
                shape: array.shape.clone(),
                module,
                role,
                nth: *count,
            });
            *count += 1;
            arrays.push(array);
        }
        Self {
            path: path.to_owned(),
            writer,
            arrays,
            offered,
            keeping,
        }
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Who wrote it.
    #[must_use]
    pub fn writer(&self) -> &str {
        &self.writer
    }

    /// What the weights of a network seem to get.
    #[must_use]
    pub fn mapping(&self, flat: &Flat) -> Mapping {
        Mapping::proposed(self.offered.clone(), self.keeping, flat)
    }

    /// Puts what the mapping says into the network's weights; the others stay as they are.
    pub fn put(&self, mapping: &Mapping, weights: &mut [NamedArray]) {
        let places = weights.iter().enumerate();
        let places: BTreeMap<String, usize> = places
            .map(|(place, array)| (array.name.clone(), place))
            .collect();
        for row in &mapping.rows {
            let name = format!("{}/{}", row.layer, row.weight);
            if let (Some((source, turn)), Some(place)) = (row.turned_source(), places.get(&name)) {
                weights[*place] = pytorch::turned(&self.arrays[source], turn, &name);
            }
        }
    }

    /// The project with the weights that the mapping gives it; those that get nothing stay as in `own`, or as they begin.
    ///
    /// # Errors
    /// Where the mapping gives nothing at all, or the network cannot be built.
    pub fn put_into(
        &self,
        project: &Project,
        mapping: &Mapping,
        own: Option<Vec<NamedArray>>,
    ) -> Result<Imported, ImportError> {
        let flat = infer(&project.graph).flat();
        let flat = flat.map_err(|reason| ImportError::content(&self.path, reason))?;
        let report = self.report(mapping)?;
        let mut weights = match own {
            Some(own) => own,
            None => beginning(&flat, project.recipe.seed)?,
        };
        self.put(mapping, &mut weights);
        let brought = (Some(weights), self.writer.clone());
        Ok(loading::loaded(project, brought, report))
    }

    /// What becomes of everything.
    fn report(&self, mapping: &Mapping) -> Result<Report, ImportError> {
        let mut report = Report::default();
        for (index, row) in mapping.rows.iter().enumerate() {
            match (row.source, mapping.lack(index)) {
                (Some((array, Reason::Order | Reason::Shape)), _) => {
                    let name = &mapping.offered[array].name;
                    let message = message!("mapping-by-shape", weight = row.weight, tensor = name);
                    report.tell(Fate::Translated, &row.layer, message);
                }
                (Some((array, Reason::Again)), _) => {
                    let name = &mapping.offered[array].name;
                    let message = message!("mapping-again", weight = row.weight, tensor = name);
                    report.tell(Fate::Translated, &row.layer, message);
                }
                (None, Some(lack)) => {
                    let message =
                        message!("mapping-gets-nothing", weight = row.weight, reason = lack);
                    report.tell(Fate::LeftOut, &row.layer, message);
                }
                (Some((_, Reason::Name | Reason::Chosen)), _) | (None, None) => {}
            }
        }
        for array in mapping.left_over() {
            let name = &mapping.offered[array].name;
            report.tell_of_file(
                Fate::LeftOut,
                message!("import-torch-unused", tensor = name),
            );
        }
        report.taken = mapping.taken_count();
        if mapping.given_count() > 0 {
            return Ok(report);
        }
        report.tell_of_file(Fate::Refused, message!("import-weights-of-another"));
        Err(ImportError::Refused {
            report: Box::new(report),
            path: self.path.clone(),
        })
    }
}

/// The weights that a network begins with.
fn beginning(flat: &Flat, seed: u64) -> Result<Vec<NamedArray>, ImportError> {
    Ok(Network::build(flat, seed, &device_named("cpu")?)?.weights()?)
}
