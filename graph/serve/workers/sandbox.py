"""How a process gives up the network and starting programs on Linux: a seccomp filter, else a network
namespace of its own."""

from __future__ import annotations

import ctypes
import os
import struct

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_CLONE_NEWNET, _CLONE_NEWUSER = 0x40000000, 0x10000000
# Audit architecture, and the numbers of socket, connect, execve, execveat there (Linux kernel tables).
_SYSTEM_CALLS = {"x86_64": (0xC000003E, (41, 42, 59, 322)), "aarch64": (0xC00000B7, (198, 203, 221, 281))}
_LD_WORD, _JUMP_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE_EACCES = 0x7FFF0000, 0x00050000 | 13


def no_network() -> str:
    """Give up sockets and starting programs for good; says how: "seccomp", "namespace" or "" when this system
    allows neither."""
    return _by_seccomp() or _by_namespace()


def _by_seccomp() -> str:
    machine = os.uname().machine
    if machine not in _SYSTEM_CALLS:
        return ""
    arch, refused = _SYSTEM_CALLS[machine]
    count = len(refused)
    program = [(_LD_WORD, 0, 0, 4), (_JUMP_EQUAL, 0, count + 1, arch), (_LD_WORD, 0, 0, 0)]
    program += [(_JUMP_EQUAL, count - i, 0, number) for i, number in enumerate(refused)]
    program += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE_EACCES)]
    # With another architecture than ours the jump lands on "allow": such a call cannot come from this
    # interpreter.
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in program))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))

    handle = Program(len(program), ctypes.cast(code, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return ""
    return (
        "seccomp"
        if libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(handle), 0, 0) == 0
        else ""
    )


def _by_namespace() -> str:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0:
        return "namespace"
    return ""
