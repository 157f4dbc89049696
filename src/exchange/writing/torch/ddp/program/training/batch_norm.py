"""Batch normalization over the pictures of all processes together.

The statistics are those of the whole batch, as if one process had it; the moving variance takes the batch's own variance, as
Keras does and PyTorch does not. It computes on every device, where PyTorch's SyncBatchNorm wants a graphics card.
"""
import torch
import torch.distributed as dist
from torch import nn


class Normalize(torch.autograd.Function):
    """Each channel, the second axis, brought to mean 0 and variance 1 over all processes, then γ and β."""

    @staticmethod
    def forward(ctx, x, gamma, beta, epsilon):
        axes = [axis for axis in range(x.dim()) if axis != 1]
        own_count = x.numel() // x.shape[1]
        own_mean = x.sum(axes) / max(own_count, 1)
        own_spread = (x - shaped(own_mean, x)).square().sum(axes)
        own = torch.cat([own_mean.new_tensor([own_count]), own_mean, own_spread])
        every = [torch.empty_like(own) for _ in range(dist.get_world_size())]
        dist.all_gather(every, own)
        counts, means, spreads = torch.stack(every).split([1, x.shape[1], x.shape[1]], 1)
        # Chan et al. 1979: nothing is lost to numbers that nearly cancel.
        count = counts.sum()
        mean = (counts * means).sum(0) / count
        variance = (spreads.sum(0) + (counts * (means - mean).square()).sum(0)) / count
        scale = torch.rsqrt(variance + epsilon)
        normal = (x - shaped(mean, x)) * shaped(scale, x)
        ctx.save_for_backward(normal, gamma, scale, count)
        ctx.axes = axes
        ctx.mark_non_differentiable(mean, variance)
        return normal * shaped(gamma, x) + shaped(beta, x), mean, variance

    @staticmethod
    def backward(ctx, slope, _mean, _variance):
        normal, gamma, scale, count = ctx.saved_tensors
        own = torch.cat([slope.sum(ctx.axes), (slope * normal).sum(ctx.axes)])
        beta_slope, gamma_slope = own.chunk(2)
        every = own.clone()
        dist.all_reduce(every)
        level, tilt = (every / count).chunk(2)
        rest = slope - shaped(level, slope) - normal * shaped(tilt, slope)
        return rest * shaped(gamma * scale, slope), gamma_slope, beta_slope, None


def shaped(channels, x):
    """[channels], to be taken with [batch, channels, …]."""
    return channels.view(1, -1, *[1] * (x.dim() - 2))


class GlobalBatchNorm(nn.modules.batchnorm._BatchNorm):
    """In the place of a BatchNorm1d or BatchNorm2d, with its weights and statistics."""

    @classmethod
    def of(cls, other):
        made = cls(other.num_features, other.eps, other.momentum, other.affine)
        for name, weight in other.named_parameters():
            setattr(made, name, weight)
        for name, buffer in other.named_buffers():
            setattr(made, name, buffer)
        return made

    def _check_input_dim(self, x):
        if x.dim() not in (2, 4):
            raise ValueError(f"expected [batch, channels] or [batch, channels, height, width], found {list(x.shape)}")

    def forward(self, x):
        self._check_input_dim(x)
        if not self.training:
            return nn.functional.batch_norm(
                x, self.running_mean, self.running_var, self.weight, self.bias, False, 0.0, self.eps
            )
        gamma = torch.ones_like(self.running_mean) if self.weight is None else self.weight
        beta = torch.zeros_like(self.running_mean) if self.bias is None else self.bias
        count = x.numel() // x.shape[1]
        is_alone = not dist.is_initialized() or dist.get_world_size() == 1
        if is_alone and count > 1:
            mean, variance = torch.zeros_like(self.running_mean), torch.zeros_like(self.running_var)
            made = nn.functional.batch_norm(x, mean, variance, gamma, beta, True, 1.0, self.eps)
            # PyTorch gives the variance of what the batch is a sample of, and looks at it again on its way back.
            variance = variance * ((count - 1) / count)
        elif is_alone:
            # One number is its own mean.
            mean, variance = x.detach().reshape(x.shape[1]), torch.zeros_like(self.running_var)
            made = (x - x.detach()) * 0 * shaped(gamma, x) + shaped(beta, x)
        else:
            made, mean, variance = Normalize.apply(x, gamma, beta, self.eps)
        with torch.no_grad():
            self.running_mean.mul_(1 - self.momentum).add_(mean, alpha=self.momentum)
            self.running_var.mul_(1 - self.momentum).add_(variance, alpha=self.momentum)
        return made


def over_all_processes(module):
    """The same module with its batch normalizations put in place of PyTorch's."""
    for name, child in module.named_children():
        if isinstance(child, (nn.BatchNorm1d, nn.BatchNorm2d)):
            setattr(module, name, GlobalBatchNorm.of(child))
        else:
            over_all_processes(child)
    return module
