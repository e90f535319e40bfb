import { Refusal } from '../../platform/refusal.ts'

/** What is refused about alerts and their rules. */
export const alertRefusals = {
  alertNotFound: (id: string) =>
    new Refusal('not_found', 'alert_not_found', 'There is no such alert, or you may not see it.', { id }),
  alertCannot: (state: string, act: string) =>
    new Refusal('conflict', 'alert_cannot', `An alert that is ${state} cannot be ${act}.`, { state, act }),
  alertNotYours: () => new Refusal('forbidden', 'alert_not_yours', 'Only who has to receive an alert acts on it.'),
  alertReceivedAlready: (by: string) =>
    new Refusal('conflict', 'alert_received_already', `${by} has received it for your organization.`, { by }),
  alertRuleNotFound: (id: string) =>
    new Refusal('not_found', 'alert_rule_not_found', 'There is no such rule of yours that is in force.', { id }),
  alertSectionNotKept: (id: string) =>
    new Refusal(
      'forbidden',
      'alert_section_not_kept',
      'Rules, travel times and receivers are set by who keeps the section.',
      {
        id,
      },
    ),
  alertReceiptUnclear: () =>
    new Refusal('invalid', 'alert_receipt_unclear', 'Name either hours or working days for the receipt.'),
  alertReceiverUnknown: (id: string) =>
    new Refusal('invalid', 'alert_receiver_unknown', `There is no organization ${id}.`, { id }),
  travelTimeTaken: (day: string) =>
    new Refusal('conflict', 'travel_time_taken', `A travel time of these sections begins on ${day} already.`, { day }),
}
