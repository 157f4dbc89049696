"""How many times faster N machines train than one, simulated: the table of the handbook's page "Beyond one machine".

    python benches/exchange/ddp_scaling.py

A step takes what one machine needs for its share of the batch (README, "How fast it trains": PyTorch on 2 cores), then all gradients go
around a ring, 2 (N - 1) / N of their bytes over the network of each machine, and every batch normalization asks all machines twice.
Nothing of it is done at the same time, though DistributedDataParallel overlaps much of it: a real training lies between this and N.
`ddp.py --scaling` measures one on a machine at rest.
"""
import math

# Milliseconds of a step, its pictures, millions of weights that learn, batch normalizations.
NETWORKS = {"HappyModel, 64×64": (27.6, 16, 0.0376, 1), "ResNet50, 64×64": (540.4, 32, 23.53, 53)}
NETWORKS_OF_MACHINES = {"1 Gbit/s": 1, "10 Gbit/s": 10, "100 Gbit/s": 100}
# Of a question to all machines, in milliseconds, for each doubling of them.
LATENCY = 0.2


def step(network, machines, gigabits, share):
    """Milliseconds of a step on a batch of which each machine has this share of the batch that was measured."""
    milliseconds, _, millions, normalizations = NETWORKS[network]
    if machines == 1:
        return milliseconds
    megabits = 32 * millions
    ring = 2 * (machines - 1) / machines * megabits / gigabits
    return milliseconds * share + ring + 2 * normalizations * LATENCY * math.log2(machines)


def main():
    counts = (2, 4, 8)
    for title, share in (("the same batch", lambda count: 1 / count), ("each machine a batch", lambda count: 1)):
        print(f"\n| {title} |" + "".join(f" {count} machines |" for count in counts))
        print("|---|" + "---:|" * len(counts))
        for network in NETWORKS:
            for name, gigabits in NETWORKS_OF_MACHINES.items():
                row = []
                for count in counts:
                    pictures = count * share(count)
                    row.append(pictures * NETWORKS[network][0] / step(network, count, gigabits, share(count)))
                print(f"| {network}, {name} |" + "".join(f" {value:.1f} × |" for value in row))


if __name__ == "__main__":
    main()
