"""The blocks in which a migration says what each direction does, ready to paste."""


def both_ways(up: str, down: str, remark: str = "") -> str:
    """A `reversible` block; the remark says what is still to be filled in."""
    remark = f" # {remark}" if remark else ""
    return "\n".join(["reversible do |dir|", *_side("up", up), *_side("down", down, remark), "end"])


def up_only(code: str) -> str:
    """The code, so that a roll-back leaves what it has done."""
    if "\n" not in code and "<<" not in code:
        return f"up_only {{ {code} }}"
    return "\n".join(["up_only do", *(f"  {line}" for line in code.split("\n")), "end"])


def _side(direction: str, code: str, remark: str = "") -> list[str]:
    if "\n" not in code and "<<" not in code:
        return [f"  dir.{direction} {{ {code} }}{remark}"]
    lines = code.split("\n")
    rest = [f"    {line}" for line in lines[1:]] or ["    …"]
    return [f"  dir.{direction} do", f"    {lines[0]}", *rest, "  end"]
