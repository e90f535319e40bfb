import type { Worded } from '../worded.ts'
import type { noticesProblemsZh } from './notices.problems.zh-CN.ts'

export const noticesProblemsEn: Worded<typeof noticesProblemsZh> = {
  feeds_too_many: { title: 'There are {{most}} calendar links already', todo: 'End one that is no longer used.' },
  feed_unknown: { title: 'There is no such calendar link, or it was ended', todo: 'Make a new one in your account.' },
}
