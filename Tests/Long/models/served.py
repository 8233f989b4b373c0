"""A grey model of 28×28, L = 2, in NumPy, that misbehaves once it has answered some requests.

    served.py CHECKPOINT hang|lie|die COUNT        the last is killed from outside
"""

import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "assets", "python"))
import vae_model

checkpoint, behaviour, left = vae_model.Checkpoint(sys.argv[1]), sys.argv[2], int(sys.argv[3])


def decode(latents):
    global left
    left -= 1
    if left < 0 and behaviour == "hang":
        time.sleep(60)
    if left < 0 and behaviour == "lie":
        os.write(1, b"a traceback, say\n")  # Standard error: serve keeps the protocol's stream to itself.
        return checkpoint.decode(latents)[:, :-1]
    return checkpoint.decode(latents)


vae_model.serve(
    decode, checkpoint.encode, latent_size=checkpoint.latent_size, image_size=checkpoint.image_size, name=behaviour)
