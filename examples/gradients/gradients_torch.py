"""Writes points and PyTorch's gradients there: python gradients_torch.py > torch.csv"""
import torch

f = lambda x, y: torch.maximum(torch.abs(x), y)
print("x,y,d/x,d/y")
for point in [(2.0, 1.0), (0.0, -1.0), (1.0, 1.0), (0.0, 0.0), (-1e-9, -1.0)]:
    x = [torch.tensor(t, dtype=torch.float64, requires_grad=True) for t in point]
    print(*point, *(g.item() for g in torch.autograd.grad(f(*x), x)), sep=",")
