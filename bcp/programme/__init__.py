"""The year's programme: by which rules planned drills come due, and on which days none is held.

Nothing in here reads a clock or a file: whoever asks says from when until when.
"""
