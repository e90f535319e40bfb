import { Refusal } from '../../platform/refusal.ts'

/** What is refused about assessments. */
export const assessmentRefusals = {
  assessmentNotFound: (id: string) =>
    new Refusal('not_found', 'assessment_not_found', `There is no assessment ${id}, or you may not see it.`, { id }),
}
