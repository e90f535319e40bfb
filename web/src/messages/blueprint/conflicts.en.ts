/** Words of conflicts: rules, states, what a check says of itself. */
export const conflictsEn = {
  rules: {
    red_line_urban: 'Ecological red line overlaps urban boundary',
    farmland_urban: 'Permanent farmland overlaps urban boundary',
    red_line_farmland: 'Ecological red line overlaps permanent farmland',
    spaces_overlap: 'The three spaces overlap',
    zones_overlap: 'Features of one layer overlap',
    designations_differ: 'Two plans designate the same ground differently',
    spaces_gap: 'Gaps between the three spaces',
    space_share: 'Share of a space is off its target',
  },
  states: { open: 'Open', accepted: 'Accepted', resolved: 'Resolved' },
  entries: {
    found: 'Found',
    changed: 'Changed',
    accepted: 'Accepted',
    restored: 'There again, accepted as before',
    reopened: 'Reopened',
    resolved: 'Resolved',
  },
  reasons: { returned: 'It is there again', grown: 'It grew beyond the tolerance: no longer accepted' },
  confidences: { official: 'Official text', two: 'Two sources', one: 'One source', own: 'To be confirmed' },
  sliver: 'Sliver',
  slivers: 'Slivers (below the tolerance)',
  area: 'Overlapping area',
  width: 'Mean width',
  acceptedArea: 'Area when accepted',
  tolerance: 'Tolerance',
  source: 'Source of the rule',
  yields: 'Gives way',
  history: 'History',
  found: 'Found',
  unchecked: '{{count}} revisions are still being checked',
  accept: 'Accept',
  reopen: 'Reopen',
  reason: 'Reason',
} as const

export const conflictProblemsEn = {
  blueprint_conflict_not_found: {
    title: 'No such conflict',
    todo: 'It does not exist, or one of its layers is not shared with your organization.',
  },
  blueprint_conflict_not_yours: {
    title: 'You cannot decide on this conflict',
    todo: 'Only the organizations that own its layers and the coordinating office can.',
  },
  blueprint_conflict_not_open: { title: 'The conflict is not open', todo: 'Load what is there now.' },
  blueprint_conflict_not_accepted: { title: 'The conflict was not accepted', todo: 'Load what is there now.' },
} as const

export const conflictAuditEn = {
  blueprint_accept_conflict: 'Accepted a conflict',
  blueprint_reopen_conflict: 'Reopened a conflict',
} as const
