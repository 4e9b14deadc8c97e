/** What `plinth process` reads and writes, for its help. The README says the same with an example. */
export const processFormats = `The script of run (--script): a JSON object; everything may be left out, and a word that is not listed is refused.
  now        When it begins, as ISO 8601; 2026-01-01T00:00:00Z where absent.
  process    Id of the process. Without one: the first that is executable, that no other calls and that begins by itself.
  start      {"event": ID}, {"message": NAME} or {"signal": NAME}. Without it a process begins at its plain start event, or at
             what nothing leads to. One that has neither waits for the step, the timer or the condition that starts it.
  answers    By id or name of a task that waits for work: an answer for each time, or a list of answers, taken in order.
             An answer: {"variables": {…}}, or with "error": CODE, "escalation": CODE or "fail": WORDS, which is an incident.
  steps      Taken in order, each when nothing moves by itself any more:
    {"complete": TASK, "variables": {…}}            a task that waits for work is done
    {"in": TASK, "error"|"escalation"|"fail": …}    it ends otherwise, with "variables" if need be
    {"message": NAME, "key": VALUE, "variables": {…}}   a message; its key where the process asks for one
    {"signal": NAME, "variables": {…}}              a signal, to every instance
    {"time": "PT1H"} or {"time": "2026-01-31T08:00:00Z"}   so long, or until then; timers on the way happen at their own time
    {"activate": ACTIVITY}                          an activity of an ad-hoc sub-process begins
    {"resolve": ELEMENT, "variables": {…}}          an incident is tried again
    {"cancel": true}                                every instance ends
             complete, in, activate and resolve mean the first that waits; "round": N and "instance": N choose another
             (rounds also of what stands in one), "instance" that of cancel. Elements are called by id or name; messages,
             signals, errors and escalations by name or code, or by their id. Variables are JSON, or text with a FEEL context.
  clock      "stands", or "runs": when nothing else is left the time goes on to the next timer, until none is set.
A message that a process sends goes to the first instance of the file that waits for it, or starts another process of the file;
one that nobody waits for yet is kept for an hour. After 10,000 advances a run ends with a refused line, process.endless.

The trace of run --json: a JSON object a line.
  event      entered, completed, cancelled, incident or resolved, of an element or of the process itself (by its id);
             sent: a message or signal goes out (kind, name); refused: a step did not apply (step, code, message);
             outcome: how an instance stands in the end (status active, completed, terminated or cancelled; variables; waiting
             {element, for, due, name, key, round}; incidents), a line for each instance, last.
  element, type, name, visit, parent (the visit around it), round (null for what does not repeat and for the frame of what does),
  variables (those that changed with it: numbers with every digit, dates and durations as text), incident {code, message}, instance (from 1), process, time
Incidents: expression-failed, condition-not-boolean, no-flow, no-start, stuck, unhandled-error, failed, step-limit, invalid-timer,
  not-a-list, no-cardinality, too-many-instances, decision-failed, nothing-called, too-deep, no-trigger, no-link, no-transaction,
  bad-setting, not-runnable, and process.not-storable and process.variables-too-large.

validate --json: {file, runnable, findings: [{element, type, severity, code, message, line, column}]}; an error keeps it from running.
Exit codes: 0 done, and 0 of run whatever came of the instances; 1 failed; 2 called wrongly; 3 the file or the script is not valid.`;
