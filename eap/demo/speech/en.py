"""Sentences in English."""

from eap.demo.speech.words import Words

JOIN = " "

LINES = {
    "strain": (
        "My voice is tight after calls and I cannot switch off at home.",
        "Seventy calls a day, and I feel wound up all the time.",
        "When the phone rings my stomach drops. I would like to talk.",
        "Six shifts in a row and I feel empty.",
        "",
    ),
    "mood": (
        "No energy. I sit on the edge of the bed for ages in the morning.",
        "Nothing feels worth doing and I want to understand why.",
        "I keep wanting to be alone.",
        "",
    ),
    "anxiety": (
        "I lie awake before my recordings are checked.",
        "My hands shake before the monthly review.",
        "Too many worries, my head does not stop.",
        "",
    ),
    "sleep": (
        "I have not slept well since I went from nights back to days.",
        "I wake at three and that is it.",
        "Tired by day, awake by night. I want to sort out my rhythm.",
        "",
    ),
    "family": (
        "We argue at home over small things and I want to learn to say it better.",
        "Since my son started middle school we hardly speak.",
        "My father is in hospital and I run between there and work.",
        "",
    ),
    "work": (
        "Something is not right between me and my team leader.",
        "I cannot decide whether to apply for another post.",
        "People in my team have gone quiet on me.",
        "",
    ),
    "other": ("There is a decision I keep putting off.", "I would just like to talk first.", ""),
}

TOLD = {
    "strain": (
        "Last week a customer shouted at me for ten minutes. I kept saying sorry and my hands shook"
        " long after.",
        "When a call runs over, a red light comes on. I speak faster and faster, which makes"
        " customers cross.",
        "Lunch is ten minutes and I time my glass of water.",
        "Two months of overtime. At home I do not want to say a word.",
    ),
    "mood": (
        "I used to run. Now I do not even change my shoes.",
        "People say I smile less, and I have noticed it too.",
        "I lie down all my day off and blame myself for it in the evening.",
    ),
    "anxiety": (
        "My heart races before I open the result of a check.",
        "When something new was launched I was afraid of every question.",
        "When the queue grows I feel I cannot breathe.",
    ),
    "sleep": (
        "After nights it is light outside and I doze at best.",
        "I lie down and go through the day's calls one by one.",
        "Four or five hours a night, and weekends do not make up for it.",
    ),
    "family": (
        "Our rosters do not match. We see each other twice a week and then we argue.",
        "I lose my temper over homework and am sorry afterwards.",
        "My mother is ill and I cannot move my shifts. I feel I let her down.",
    ),
    "work": (
        "I asked twice to change teams and heard nothing.",
        "My team leader named me in the group chat and I did not dare look at my phone all day.",
        "I failed the trainer exam and do not know whether to try again.",
    ),
    "other": (
        "A matter of money has been weighing on me and I do not know whom to ask first.",
        "I think of moving to another city and am afraid of starting over.",
    ),
}
WISHES = (
    "I would like to hear how it looks to you.",
    "One or two things I can use at once would help.",
    "I am slow to speak, please give me time.",
    "I hope to feel a little lighter afterwards.",
    "I would rather begin with work and not with home.",
)

REPORTED = {
    "strain": (
        (
            "Client says the number of calls has risen for two months; replays hard calls after"
            " work.",
            "Client says it takes half an hour to settle after abuse and fears it spills into the"
            " next call.",
        ),
        (
            "Client says standing up for a sip of water after a call helped on three days.",
            "Client says drawing one line on paper during abuse keeps the anger smaller.",
        ),
        (
            "Client says hard calls still come, but are rarely taken home.",
            "Client says weekend walks with the family are back.",
        ),
    ),
    "mood": (
        (
            "Client says interest has gone and getting up is hard; goes to work all the same.",
            "Client says they often feel they do not do well enough.",
        ),
        ("Client says they ran twice as agreed and felt better on those days.",),
        ("Client says energy is better than at first, and days off are planned again.",),
    ),
    "anxiety": (
        (
            "Client says they listen to their recordings again and again before a review.",
            "Client says they fear not knowing an answer after a launch; palms sweat.",
        ),
        ("Client says most of the worries written down did not come about.",),
        ("Client says they were nervous only briefly before the last review, and slept.",),
    ),
    "sleep": (
        (
            "Client says it takes two hours to fall asleep since nights began.",
            "Client says they wake in the small hours and look at the phone.",
        ),
        ("Client says an eye mask and no phone before bed gave an hour more.",),
        ("Client says six hours on five nights a week, and no dozing by day.",),
    ),
    "family": (
        (
            "Client says rosters do not match, little is said at home, and it ends in arguments.",
            "Client says homework makes them lose their temper.",
        ),
        ("Client says one meal a week without talk of money was agreed, and kept.",),
        ("Client says home is calmer and the child tells of school unasked.",),
    ),
    "work": (
        (
            "Client says talking with the team leader goes wrong; fears to be treated differently.",
            "Client says they cannot decide between staying and applying elsewhere.",
        ),
        ("Client says they spoke with the team leader as practised and were heard out.",),
        ("Client says they will stay a year and prepare for the exam.",),
    ),
    "other": (
        ("Client says a practical matter has dragged on and costs sleep.",),
        ("Client says they called the advice line and know where they stand.",),
        ("Client says the matter is settled and would like to end here.",),
    ),
}
OBSERVED = (
    ("On time, few words at first, at ease after ten minutes.", "Speaks fast, sighs over work."),
    ("More at ease than last time, can laugh about the week.", "Brought a written record."),
    ("Even mood, natural pace.", "Sums up the changes unprompted."),
)
APPRAISAL = (
    (
        "Strain mainly from workload; support at hand.",
        "Linked to recent changes; copes day to day.",
    ),
    ("Improving; ways of coping begin to hold.", "Ups and downs within what is usual; watch."),
    (
        "Aims largely met; ending can be thought of.",
        "Stable; spoke about what to do if it returns.",
    ),
)
INTERVENTION = {
    "strain": (
        "Practised two minutes between calls; which abuse need not be taken in.",
        "Looked for three pauses in a working day.",
    ),
    "mood": ("Made a small plan of activities, the easiest first.",),
    "anxiety": ("Slow breathing; sorted worries into what can and cannot be acted on.",),
    "sleep": ("Light and rest around night shifts; no phone in the last hour.",),
    "family": ("Practised sentences that begin with I; a fixed time together each week.",),
    "work": (
        "Rehearsed a talk with the team leader.",
        "Weighed staying and leaving in two columns.",
    ),
    "other": ("Put things in order and named where help can be had.",),
}
RESPONSE = (
    "Client finds it workable and will try it for a week.",
    "Client hesitated, then offered a smaller step.",
    "Client said that being heard out was useful in itself.",
)
PLAN = (
    ("Again in a week; note how three hard calls were left behind.", "Same time next week."),
    (
        "Again in two weeks; go on with the exercises.",
        "Next: how to keep it up in the busy season.",
    ),
    ("One more session to sum up.", "Ends next time if nothing new; may come back whenever."),
)
PROCESS = (
    "I was in a hurry to offer ways out today. Wait longer next time.",
    "Their silence reminded me of my own years on the phones. Take that to supervision.",
)

WELCOME = (
    "Hello, I am here. Where would you like to begin?",
    "Hello. Take your time, we have fifty minutes.",
)
TALK = (
    (False, ("Those minutes sound hard. What then?", "I am listening. What did you want to say?")),
    (True, ("I held it in and went through the steps.", "I kept saying sorry for nothing.")),
    (False, ("Going through the steps took strength.", "No wonder it sits in your chest.")),
    (True, ("Yes, just that.", "Nobody has put it like this.", "Perhaps.")),
    (False, ("From nought to ten, how heavy is it now?", "Was any moment this week lighter?")),
    (True, ("Six or seven.", "Wednesday. I was off and ate with a friend.", "After the shower.")),
    (False, ("What was different then?", "Let us see how to have more of that.")),
    (True, ("Nobody hurried me.", "The phone was in the other room.", "Somebody listened.")),
    (False, ("This week stand up after a call, have a sip, three times. Would that do?",)),
    (True, ("Yes, I will try.", "I can do that.")),
    (False, ("Tell me next time how it went. It is fine if it did not.", "Until next time, then.")),
)  # fmt: skip

RISK = (
    "Asked directly; client denies any thought of harming self or others. Family is close.",
    "Has thought of not waking up; no plan; will call at once if it changes.",
    "No sign of danger; sleeps and eats much as usual.",
)
CALL = {
    "attempt": ("First try, no answer, again in five minutes.",),
    "reach": ("Spoke with them, at home, calmer by the minute, flatmate present.",),
    "close": ("Safe for now; we speak tomorrow morning; hotline given.",),
}
WORDS = Words(
    join=JOIN,
    lines=LINES,
    told=TOLD,
    wishes=WISHES,
    reported=REPORTED,
    observed=OBSERVED,
    appraisal=APPRAISAL,
    intervention=INTERVENTION,
    response=RESPONSE,
    plan=PLAN,
    process=PROCESS,
    welcome=WELCOME,
    talk=TALK,
    risk=RISK,
    call=CALL,
)
