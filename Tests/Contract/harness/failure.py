"""Why a check can't be carried out; a broken rule is a finding instead."""


class Failure(Exception):
    """The run can't go on. The message says what happened and what to do."""
