# Floats in instances: planets that pull at each other.
import math


class Body:
    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x, self.y, self.z = x, y, z
        self.vx, self.vy, self.vz = vx, vy, vz
        self.mass = mass


def advance(pairs, bodies, dt):
    for one, other in pairs:
        dx = one.x - other.x
        dy = one.y - other.y
        dz = one.z - other.z
        distance = math.sqrt(dx * dx + dy * dy + dz * dz)
        pull = dt / (distance * distance * distance)
        one.vx -= dx * other.mass * pull
        one.vy -= dy * other.mass * pull
        one.vz -= dz * other.mass * pull
        other.vx += dx * one.mass * pull
        other.vy += dy * one.mass * pull
        other.vz += dz * one.mass * pull
    for body in bodies:
        body.x += dt * body.vx
        body.y += dt * body.vy
        body.z += dt * body.vz


bodies = [Body(3.0 * n, n * n / 2, 1.0 - n, 0.1 * n, 0.2, -0.05 * n, 1.0 / (n + 1)) for n in range(5)]
pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1 :]]
for _ in range(30_000):
    advance(pairs, bodies, 0.001)
print(round(bodies[0].x, 9), round(bodies[4].vz, 9))
