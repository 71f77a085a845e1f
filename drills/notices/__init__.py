"""Notices to people between drills: before one, at its start, of its result, of what is overdue.

A pure middle (`due.notices_due`) says which notices should go out by now; `post.NoticePost` sends
them and tells `post.NoticeRecord` of each intent before it is tried, and of what became of it.

Whoever runs the programme keeps the record and calls `NoticePost.tick` about once a minute, with
values only::

    post = NoticePost(record, clock, troubled)
    post.tick(Facts(plan, zone, dues, happened, lines), states, now)     # returns at once
    await post.drain(seconds)                                      # before it stops

`states` is the fold (`standing.with_event`) of every notice event in the record, whichever process
wrote it. The record must refuse a second `NoticeIntended` of the same id and attempt (`append`
returns False), so that of several processes one alone sends.
"""
