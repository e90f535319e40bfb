import { Refusal } from '../platform/refusal.ts'

/** What the making of a paper refuses. Codes are public: never renamed, never reused. */
export const pressRefusals = {
  busy: (most: number) =>
    new Refusal('busy', 'paper_busy', `${most} papers are being drawn up already. Try again shortly.`, {
      most,
      seconds: 10,
    }),
  unmade: (reason: string) =>
    new Refusal('busy', 'paper_unmade', `The paper could not be drawn up: ${reason}.`, { reason }),
}
