# Attributes of instances: reading and writing.
class Particle:
    def __init__(self, x, v):
        self.x = x
        self.v = v
        self.steps = 0


def move(particles, rounds):
    for _ in range(rounds):
        for particle in particles:
            particle.x += particle.v
            particle.steps += 1
            if particle.x > 100 or particle.x < 0:
                particle.v = -particle.v
    return sum(particle.x for particle in particles)


print(move([Particle(n, 1 + n % 3) for n in range(100)], 60_000))
