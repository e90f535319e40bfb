import { classAt, HAN } from '../chars.ts'
import type { LostSign } from './lostSigns.ts'
import { bareNumberAt } from './numbers.ts'

const GENERATIONS: Record<string, string> = { 二: '2', 三: '3', 四: '4', 五: '5', 六: '6' }
const BANDWIDTH = ['宽带', '带宽', '速率', '接入能力', '网速']

/** Lost Latin letters. Called only for a text without any: there an empty bracket behind a term lost its abbreviation. */
export function lostLatin(text: string): LostSign[] {
  const found: LostSign[] = []
  for (let at = text.indexOf('()'); at >= 0; at = text.indexOf('()', at + 2)) {
    if (!(classAt(text, at - 1) & HAN)) continue
    found.push({
      start: at,
      end: at + 2,
      kind: 'lost_latin',
      fix: null,
      reason: 'empty brackets behind a term: its abbreviation is lost, the text does not say which',
    })
  }
  return found.concat(generations(text), bandwidths(text)).sort((a, b) => a.start - b.start)
}

/** 第四代移动通信（4）网络 and 4网络: a generation of mobile networks. */
function generations(text: string): LostSign[] {
  const found: LostSign[] = []
  for (const match of text.matchAll(/第([二三四五六])代移动通信(?:技术)?\((\d)\)/g)) {
    if (GENERATIONS[match[1] as string] !== match[2]) continue
    const start = match.index + match[0].length - 2
    const reason = `第${match[1]}代移动通信 is ${match[2]}G`
    found.push({ start, end: start + 1, kind: 'lost_latin', fix: `${match[2]}G`, reason })
  }
  for (const match of text.matchAll(/(?<=[\u4e00-\u9fff])([2-6])(?=网络|基站|商用|通信)/g)) {
    const reason = `${match[1]}网络 names a generation of mobile networks: ${match[1]}G`
    found.push({ start: match.index, end: match.index + 1, kind: 'lost_latin', fix: `${match[1]}G`, reason })
  }
  return found
}

/** 宽带接入能力普遍达到20以上: a bandwidth without its unit. */
function bandwidths(text: string): LostSign[] {
  const found: LostSign[] = []
  let until = 0
  for (const word of BANDWIDTH) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (at < until) continue
      const reach = text.slice(at, at + 60)
      const stop = reach.indexOf('。')
      const sentence = stop < 0 ? reach : reach.slice(0, stop)
      for (const link of sentence.matchAll(/(?:达到|升级至|提高到|提升至|不低于|至|超过)(?=\d)/g)) {
        const number = bareNumberAt(text, at + link.index + link[0].length)
        if (!number || found.some((other) => other.start === number.start)) continue
        const reason = 'a bandwidth without its unit, in a text that has lost every Latin letter'
        found.push({ start: number.start, end: number.end, kind: 'lost_latin', fix: null, reason })
      }
      until = at + sentence.length
    }
    until = 0
  }
  return found
}
