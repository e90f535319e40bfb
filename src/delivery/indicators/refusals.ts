import { Refusal } from '../../platform/refusal.ts'

/** What the indicators refuse. Codes are public: never renamed, never reused. */
export const indicatorRefusals = {
  indicatorNotFound: (id: string) =>
    new Refusal('not_found', 'indicator_not_found', 'There is no such indicator, or it is not shared with you.', {
      id,
    }),
  notYours: (owner: string) =>
    new Refusal('forbidden', 'indicator_not_yours', `This indicator is kept by ${owner}.`, { owner }),
  notSupplier: () =>
    new Refusal(
      'forbidden',
      'indicator_not_supplier',
      'Only the unit that supplies the figures and the office that keeps the indicator add figures to it.',
    ),
  verifyOwnFigure: () =>
    new Refusal(
      'forbidden',
      'indicator_verify_own',
      'A figure is verified by somebody else than the unit that supplies it.',
    ),
  retired: (reason: string) =>
    new Refusal('conflict', 'indicator_retired', `This indicator is kept no longer: ${reason}.`, { reason }),
  targetUnfit: (field: string, expected: string) =>
    new Refusal('invalid', 'indicator_target_unfit', `${field}: expected ${expected}.`, { field, expected }),
  commitmentUnfit: (id: string) =>
    new Refusal(
      'invalid',
      'indicator_commitment_unfit',
      'An indicator is made of a confirmed target commitment that you can read.',
      { id },
    ),
  commitmentTaken: (id: string, indicatorId: string) =>
    new Refusal('conflict', 'indicator_commitment_taken', 'This target is an indicator already.', { id, indicatorId }),
  revisionReason: (period: string) =>
    new Refusal('invalid', 'indicator_revision_reason', `There is a figure of ${period}: say why it is revised.`, {
      period,
    }),
  observationUnchanged: (period: string) =>
    new Refusal('conflict', 'indicator_observation_unchanged', `The figure of ${period} is this one already.`, {
      period,
    }),
  periodAhead: (period: string) =>
    new Refusal('invalid', 'indicator_period_ahead', `${period} is not over yet: nothing can be observed of it.`, {
      period,
    }),
  partCircle: () =>
    new Refusal('invalid', 'indicator_part_circle', 'An indicator cannot be a part of itself, nor of its own parts.'),
  partUnknown: (id: string) =>
    new Refusal('invalid', 'indicator_part_unknown', 'There is no such indicator to be a part.', { id }),
  taskUnknown: (id: string) =>
    new Refusal('invalid', 'indicator_task_unknown', 'There is no such task that you can see.', { id }),
}
