//! Each panel and what it is shown: of the document in front, and of the window.

use super::explain::{self, ExplainView};
use super::health::{HealthView, RunOf};
use super::predict::{self, PredictView, Shown};
use super::results::ResultsView;
use super::training::TrainingView;
use super::{TrainingPanels, drop_hint, parts};
use crate::app::command::Commands;
use crate::app::document::Document;
use crate::app::jobs::Workers;
use crate::app::learning::{Elsewhere, Learning, Loader};
use crate::app::state::{State, WindowState};
use crate::app::tabs::{Tab, Tabs};
use crate::data::Role;
use crate::engine::device::DeviceEntry;
use std::sync::Arc;

impl TrainingPanels {
    /// Paints the pictures to learn from.
    pub fn data_ui(
        &mut self,
        ui: &mut egui::Ui,
        loader: &Loader,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let loader = (loader, self.workers);
        self.data_panel.ui(ui, loader, state, commands);
    }

    /// Paints what training is asked to do.
    pub fn settings_ui(
        &mut self,
        ui: &mut egui::Ui,
        learning: &Learning,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let view = training_view((self.devices.known(), self.workers), learning, state, None);
        self.training.settings_ui(ui, &view, commands);
    }

    /// Paints the training and its curves; `elsewhere` is the training of a document that is not in front.
    pub fn curves_ui(
        &mut self,
        ui: &mut egui::Ui,
        (learning, elsewhere): (&Learning, Option<&Elsewhere>),
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let view = training_view(
            (self.devices.known(), self.workers),
            learning,
            state,
            elsewhere,
        );
        self.training.curves_ui(ui, &view, commands);
    }

    /// Paints how well the trained network does.
    pub fn results_ui(
        &mut self,
        ui: &mut egui::Ui,
        learning: &Learning,
        document: &Document,
        commands: &mut Commands,
    ) {
        let view = ResultsView {
            runs: learning.runs(),
            parts: parts_of(learning),
            is_trained: learning.trained(document).is_some(),
        };
        self.results.ui(ui, &view, commands);
    }

    /// Paints the list of runs; `elsewhere` is the training of a document that is not in front, as that of the queue.
    pub fn runs_ui(
        &mut self,
        ui: &mut egui::Ui,
        elsewhere: Option<&Elsewhere>,
        commands: &mut Commands,
    ) {
        self.run_list
            .ui(ui, (self.queue.is_on(), elsewhere), commands);
    }

    /// Paints what goes on in the layers, of the training in front and of others beside it.
    pub fn health_ui(
        &mut self,
        ui: &mut egui::Ui,
        tabs: &Tabs,
        window: &WindowState,
        commands: &mut Commands,
    ) {
        let mut runs: Vec<RunOf<'_>> = Vec::new();
        for (tab, name) in tabs.shown().zip(tabs.titles()) {
            if let Some(run) = tab.learning.run() {
                let id = tab.document.id();
                runs.push(RunOf { id, name, run });
            }
        }
        let elsewhere = tabs.training_behind();
        let front = tabs.front().document.id();
        let (front, others): (Vec<_>, Vec<_>) = runs.into_iter().partition(|run| run.id == front);
        let view = HealthView {
            front: front.first(),
            others: &others,
            elsewhere: elsewhere.as_ref(),
            state: tabs.front().state(window),
        };
        self.health.ui(ui, view, commands);
    }

    /// Paints own pictures and what the network says of them.
    pub fn predict_ui(
        &mut self,
        ui: &mut egui::Ui,
        learning: &Learning,
        document: &Document,
        commands: &mut Commands,
    ) {
        let weights_state = learning.weights_state(document);
        if let Some(fault) = learning.asking_fault(document) {
            parts::fault_ui(ui, &fault.to_string());
        }
        if let Some(change) = learning.change_since_training(document) {
            predict::change_ui(ui, &change, commands);
        }
        let view = PredictView {
            weights_state,
            parts: parts_of(learning),
        };
        let shown = Shown {
            pictures: &mut self.pictures,
            pad: &mut self.pad,
            enlarged: &mut self.enlarged,
        };
        predict::predict_ui(ui, shown, &view, commands);
    }

    /// Paints why the network says what it says.
    pub fn explain_ui(
        &mut self,
        ui: &mut egui::Ui,
        learning: &Learning,
        document: &Document,
        commands: &mut Commands,
    ) {
        let trained = learning.trained(document);
        let names = &document.settings().class_names;
        let classes = trained.map(|trained| trained.predictor.metadata().called(names));
        let flat = document.inference().flat().ok();
        let renamed = trained.and_then(|trained| flat?.renamed_since(&trained.network));
        let view = ExplainView {
            pictures: &self.pictures,
            trained,
            renamed: &renamed.unwrap_or_default(),
            classes: &classes.unwrap_or_default(),
            weights_state: learning.weights_state(document),
        };
        explain::explain_ui(ui, &mut self.explaining, &view, commands);
    }

    /// Paints dialogs of the window over the window, where one is open.
    pub fn dialogs_ui(
        &mut self,
        ctx: &egui::Context,
        front: &Tab,
        window: &WindowState,
        commands: &mut Commands,
    ) {
        self.diagram.ui(ctx, &front.document, commands);
        self.export.ui(ctx, commands);
        self.start_dialog.ui(ctx, commands);
        self.head_dialog.ui(ctx, commands);
        self.sweep_dialog.ui(ctx, self.workers, commands);
        self.collecting.ui(ctx, self.workers, commands);
        #[cfg(feature = "remote")]
        self.remote_dialog.ui(ctx, self.workers);
        drop_hint::drop_hint_ui(ctx, Self::is_data_looked_at(front, window));
    }
}

/// The parts of the data set at hand.
fn parts_of(learning: &Learning) -> Vec<Role> {
    let data = learning.data().into_iter();
    data.flat_map(|data| data.parts().map(|(role, _)| role))
        .collect()
}

fn training_view<'a>(
    (devices, workers): (&'a [DeviceEntry], Workers),
    learning: &'a Learning,
    state: State<'a>,
    elsewhere: Option<&'a Elsewhere>,
) -> TrainingView<'a> {
    TrainingView {
        waiting: learning.waiting(),
        ready: learning.readiness(state.document),
        devices,
        runs: learning.runs(),
        elsewhere,
        data: learning.data().map(Arc::as_ref),
        workers,
        trials: learning.trials(),
        trial_offer: learning.trial_offer(),
        state,
    }
}
