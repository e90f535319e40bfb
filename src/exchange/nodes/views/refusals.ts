import { Refusal } from '../../../platform/refusal.ts'

/** What is refused of what others told. Codes are public: never renamed, never reused. */
export const viewRefusals = {
  alertNotFound: (owner: string, id: string) =>
    new Refusal('not_found', 'neighbour_alert_not_found', `${owner} tells of no alert ${id}.`, { owner, id }),
  alertNotOurs: () =>
    new Refusal(
      'conflict',
      'neighbour_alert_not_ours',
      'An alert is received by the government on the other side of the border, at its own node.',
    ),
  alertReceived: (name: string) =>
    new Refusal('conflict', 'neighbour_alert_received', `It was received already, by ${name}.`, { name }),
}
