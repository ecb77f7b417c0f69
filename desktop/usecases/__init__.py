"""What an official can do, one function or class for each intention.

Qt-free: takes the store and the clock by constructor, returns plain data and
raises coded errors that screens put into words.
"""
