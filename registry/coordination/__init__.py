"""What the parties of a need say to each other, and what is asked of every town of a framework.

Who the parties are is told by the noun the thread is about; who is told by mail is the inbox's.
"""
