"""Trains the network of this folder on as many processes and machines as there are; README.md says how it is called.

Each step is taken on the same pictures as Netsmith's, in the same order: every process computes its share of a batch, and
DistributedDataParallel takes the mean of their gradients. Needs PyTorch and NumPy, and no network but the one between the machines.
"""
import argparse
import inspect
import os
import signal
import sys
import time
import warnings
from pathlib import Path

import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel

from network import Network
from training import losses, optimizers, pictures, safetensors, schedule, settings as settings_file
from training.batch_norm import over_all_processes
from training.metrics import Tally
from training.run_folder import RunFolder
from training.weights import Names

HERE = Path(__file__).resolve().parent


class Student(nn.Module):
    """The network with what its large weights cost, so that all of it is computed where DistributedDataParallel sees it."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x):
        sums = self.network(x)
        has_penalty = hasattr(self.network, "penalty")
        return sums, self.network.penalty() if has_penalty else sums.new_zeros(())


class Team:
    """The processes that train together; without torchrun there is one."""

    def __init__(self):
        self.is_many = "RANK" in os.environ
        self.local = int(os.environ.get("LOCAL_RANK", 0))
        has_card = torch.cuda.is_available() and self.local < torch.cuda.device_count()
        self.device = torch.device("cuda", self.local) if has_card else torch.device("cpu")
        if has_card:
            torch.cuda.set_device(self.device)
        if self.is_many:
            dist.init_process_group("nccl" if has_card else "gloo")
        self.rank = dist.get_rank() if self.is_many else 0
        self.world = dist.get_world_size() if self.is_many else 1

    def words(self):
        processes = "1 process" if self.world == 1 else f"{self.world} processes"
        return f"PyTorch {torch.__version__}, {processes}, {self.device.type}"

    def student(self, network):
        student = Student(network)
        if not self.is_many:
            return student
        cards = [self.local] if self.device.type == "cuda" else None
        # Statistics are those of all pictures already. PyTorch 2.15 calls it by another name.
        known = inspect.signature(DistributedDataParallel).parameters
        sync = "forward_sync_buffers" if "forward_sync_buffers" in known else "broadcast_buffers"
        return DistributedDataParallel(student, cards, **{sync: False})

    def add_up(self, vector):
        """The sum of a vector over all processes."""
        if self.is_many:
            dist.all_reduce(vector)
        return vector

    def share(self, value):
        """What process 0 has, for all."""
        values = [value]
        if self.is_many:
            dist.broadcast_object_list(values, src=0, device=self.device)
        return values[0]

    def end(self):
        if self.is_many:
            dist.destroy_process_group()


class Trainer:
    """The network in training."""

    def __init__(self, settings, team):
        self.settings, self.recipe, self.team = settings, settings["recipe"], team
        begun, _ = safetensors.load(HERE / "begin.safetensors")
        self.names = Names(settings, begun)
        self.network = over_all_processes(Network())
        self.names.put(self.network, begun)
        self.network.to(team.device)
        self.student = team.student(self.network)
        learning = [(name, weight) for name, weight in self.network.named_parameters() if weight.requires_grad]
        self.optimizer = optimizers.of_recipe(self.recipe, learning)
        self.maker = pictures.Maker(settings, team.rank, team.world)
        self.part, self.held_out = (
            pictures.Part(HERE, about) if about else None
            for about in (settings["pictures"]["training"], settings["pictures"]["validation"])
        )
        pictures.check_order(self.maker, settings, self.part)
        self.steps = -(-len(self.part) // self.recipe["batch_size"])
        self.watched = []

    def restore(self, weights, memory, steps):
        self.names.put(self.network, weights)
        self.names.put_memory(self.optimizer, memory)
        self.optimizer.steps_taken = steps

    def epoch(self, number):
        """Goes through one epoch, the first being 0, and gives its record."""
        team, began = self.team, time.perf_counter()
        # What dropout draws: anew in each epoch and process, so that a run that goes on draws as one that never stopped.
        torch.manual_seed((self.recipe["seed"] * 1_000_003 + number * team.world + team.rank) % 2**63)
        self.student.train()
        tally, rate = self.tally(), 0.0
        for step, batch in enumerate(self.maker.epoch(self.part, number, self.optimizer.steps_taken)):
            rate = schedule.rate(self.recipe, number, step, self.steps, self.watched)
            self.step(batch, rate, tally)
        figures, images = tally.figures(team.add_up)
        seconds = time.perf_counter() - began
        record = {"epoch": number + 1, **figures}
        if self.held_out is not None:
            record.update({f"val_{name}": value for name, value in self.validate().items()})
        record["learning_rate"] = rate
        record["seconds"] = time.perf_counter() - began
        record["images_per_second"] = images / max(seconds, 1e-9)
        self.watched.append(schedule.watched_of(record, self.recipe["monitor"]))
        return record

    def step(self, batch, rate, tally):
        x, labels, targets = (part.to(self.team.device) for part in batch[1:4])
        sums, penalty = self.student(x)
        each = losses.of_pictures(self.settings, sums, targets)
        if batch.weights is not None:
            each = each * batch.weights.to(self.team.device)
        # The mean over all processes is then the mean over all pictures, however they are shared out.
        loss = each.sum() * (self.team.world / batch.count) + penalty
        loss.backward()
        self.optimizer.step(rate)
        values = losses.values_of(self.settings["head"], sums.detach())
        tally.add(each.detach().sum() + penalty.detach() * len(labels), values, labels)

    @torch.no_grad()
    def validate(self):
        """The figures on the pictures that nothing is learned from."""
        self.network.eval()
        tally = self.tally()
        has_penalty = hasattr(self.network, "penalty")
        penalty = self.network.penalty() if has_penalty else torch.zeros((), device=self.team.device)
        for batch in self.maker.in_order(self.held_out):
            x, labels, targets = (part.to(self.team.device) for part in batch[1:4])
            sums = self.network(x)
            loss = losses.of_pictures(self.settings, sums, targets).sum() + penalty * len(labels)
            tally.add(loss, losses.values_of(self.settings["head"], sums), labels)
        return tally.figures(self.team.add_up)[0]

    def tally(self):
        return Tally(self.recipe["metrics"], self.settings["class_count"], self.team.device)


def train(trainer, team, run):
    """Trains from where the run stands to its end; `run` is that of process 0."""
    recipe = trainer.recipe
    while len(trainer.watched) < recipe["epochs"] and not schedule.gets_no_better(recipe, trainer.watched):
        record = trainer.epoch(len(trainer.watched))
        numbers = {name: value for name, value in record.items() if name.endswith("loss")}
        if any(value != value or abs(value) == float("inf") for value in numbers.values()):
            raise FloatingPointError(f"the loss of epoch {record['epoch']} is no number; try a smaller learning rate")
        if run is not None:
            weights, memory = trainer.names.taken(trainer.network), trainer.names.taken_memory(trainer.optimizer)
            run.save(record, weights, memory, trainer.optimizer.steps_taken)
            told = " · ".join(f"{name} {value:.6g}" for name, value in record.items() if name != "epoch")
            print(f"epoch {record['epoch']} of {recipe['epochs']}: {told}", flush=True)


def begin(trainer, team, out, resume):
    """The run folder where this process has it; everybody stands where the run does afterwards."""
    run, fault, found = None, None, None
    if team.rank == 0:
        # A refusal is told to all processes, which end together.
        try:
            run = RunFolder(out, HERE, trainer.settings, resume, team.words())
            found = run.checkpoint()
            found = (found, [schedule.watched_of(line, trainer.recipe["monitor"]) for line in run.history])
        except (SystemExit, OSError) as refused:
            fault = str(refused)
    fault = team.share(fault)
    if fault is not None:
        raise SystemExit(fault if team.rank == 0 else 1)
    checkpoint, trainer.watched = team.share(found)
    if checkpoint is not None:
        trainer.restore(*checkpoint)
    return run


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("run"), help="the folder of the run (default: run)")
    parser.add_argument("--resume", action="store_true", help="go on with the run in that folder; begin it where there is none")
    parser.add_argument("--tf32", action="store_true", help="let graphics cards multiply with fewer digits, which is faster")
    arguments = parser.parse_args()
    torch.set_float32_matmul_precision("high" if arguments.tf32 else "highest")
    torch.backends.cudnn.allow_tf32 = arguments.tf32
    # Said of every kernel of one channel, whose memory can be read in two ways that are the same.
    warnings.filterwarnings("ignore", "Grad strides do not match bucket view strides")
    team = Team()

    def stop(*_):
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    trainer = Trainer(settings_file.read(HERE), team)
    run = begin(trainer, team, arguments.out, arguments.resume)
    try:
        train(trainer, team, run)
    except KeyboardInterrupt:
        if run is not None:
            run.note("stopped")
        sys.exit(130)
    except Exception as fault:
        if run is not None:
            run.note("failed", str(fault))
        raise
    if run is not None:
        run.note("finished")
    team.end()


if __name__ == "__main__":
    main()
