"""A task of Windows' Task Scheduler, as ``schtasks /Create /XML`` reads it.

The form is Microsoft's "Task Scheduler Schema" 1.2 (namespace .../windows/2004/02/mit/task).
"""

from __future__ import annotations

import subprocess
from pathlib import PureWindowsPath
from xml.sax.saxutils import escape

from bcp.message import Phrase, render
from drills.errors import Refusal
from drills.units.service import Service, check_writable

EXPANDED = Phrase(
    "units.expanded",
    ja="「{path}」には「{sign}」が含まれ、Windowsのタスクスケジューラが別の値に置き換えます。"
    "フォルダの名前を変えてください。",
    en="{path!r} holds {sign!r}, which Windows' Task Scheduler replaces by something else. Rename "
    "the folder.",
)
DESCRIPTION = Phrase(
    "units.description",
    ja="年間訓練計画に沿って訓練を始め、担当者に知らせます（bcp-drill schedule run）",
    en="Starts the drills of the year's programme and reminds people (bcp-drill schedule run)",
)
ENDING = ".xml"
# Task Scheduler replaces these in a path and in arguments, and knows no way to write them.
_REPLACED = ("%", "$(")

# PT0S: no limit of time. Priority 5 is that of a program that somebody started; 7, the default of a
# task, also slows the disk, and with it what is measured. The repetition starts it again when it
# ended, for whatever reason: Task Scheduler's own restart covers a task that could not be started.
_TASK = """\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>{description}</Description>
  </RegistrationInfo>
  <Triggers>
    <BootTrigger>
      <Enabled>true</Enabled>
      <Repetition>
        <Interval>PT5M</Interval>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>
      <Delay>PT30S</Delay>
    </BootTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{account}</UserId>
      <LogonType>Password</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <AllowStartOnDemand>true</AllowStartOnDemand>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>255</Count>
    </RestartOnFailure>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <WakeToRun>false</WakeToRun>
    <Enabled>true</Enabled>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Priority>5</Priority>
    <RunOnlyIfIdle>false</RunOnlyIfIdle>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{command}</Command>
      <Arguments>{arguments}</Arguments>
      <WorkingDirectory>{folder}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""


def task(service: Service) -> bytes:
    """The file, in UTF-16 with its mark as ``schtasks`` wants it.

    `service` names the account. Raises `Refusal` where a path cannot stand in it.
    """
    check_writable(service)
    for path in service.paths:
        for sign in _REPLACED:
            if sign in path:
                raise Refusal(EXPANDED(path=path, sign=sign))
    program, *rest = service.words
    text = _TASK.format(
        description=escape(render(DESCRIPTION(), service.lang)),
        account=escape(service.account or ""),
        # Quoted or not, this is one program; its own field takes a path with spaces as it is.
        command=escape(program),
        arguments=escape(subprocess.list2cmdline(rest)),
        # Where nobody but an administrator writes: Windows looks there first for what is started.
        folder=escape(str(PureWindowsPath(program).parent)),
    )
    return text.replace("\n", "\r\n").encode("utf-16")
