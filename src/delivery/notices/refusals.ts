import { Refusal } from '../../platform/refusal.ts'

export const noticeRefusals = {
  feedsTooMany: (most: number) =>
    new Refusal(
      'conflict',
      'feeds_too_many',
      `There are ${most} calendar links already. End one that is no longer used.`,
      {
        most,
      },
    ),
  feedUnknown: (id: string) =>
    new Refusal('not_found', 'feed_unknown', 'There is no such calendar link, or it was ended.', { id }),
}
