"""The year's programme of drills (年間訓練計画) as a calendar, and the ways to write it down."""
