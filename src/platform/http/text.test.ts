import { expect, test } from 'vitest'
import { isClean, isSaid, visible } from './text.ts'

const UNSEEN =
  '0000 0007 007f 009f 00ad 034f 061c 115f 1160 200b 200e 200f 2028 2029 202e 2060 2064 2067 3164 d800 feff ffa0 fff9 fffe e0041'

test.each(UNSEEN.split(' '))('[PLAT-56] U+%s is seen by nobody, and is shown where it stands', (code) => {
  const text = `建设${String.fromCodePoint(Number.parseInt(code, 16))}铁路`
  expect([isClean(text, 'line'), isClean(text, 'prose'), visible(text)]).toEqual([false, false, '建设␀铁路'])
})

test.each([
  ['a rare Chinese character and one of a person’s name', '建设𠮷港、葛\u{e0100}城'],
  ['a private one of an office’s own font', '\ue123州'],
  ['emoji of several parts', '👨‍👩‍👧‍👦 ☎️ 1️⃣ 👷🏽‍♀️'],
  ['Uyghur', 'شىنجاڭ ئۇيغۇر ئاپتونوم رايونى'],
  ['Persian with its joiner', 'می‌خواهم'],
  ['Tibetan', 'བོད་རང་སྐྱོང་ལྗོངས།'],
  ['Mongolian with selectors and its vowel separator', 'ᠮᠣᠩᠭᠣᠯ\u180e\u1820 ᠬᠦᠮᠦᠨ\u180b'],
  ['Zhuang, Yi, and marks that combine', 'Gvangjsih Bouxcuengh, ꆈꌠꉙ, e\u0301'],
  ['wide blanks between words', '张\u3000三\u00a0李'],
])('[PLAT-56] %s is what people write', (_name, text) => {
  expect([isClean(text, 'line'), isSaid(text), visible(text)]).toEqual([true, true, text])
})

test.each([
  '\u200d',
  '建设\u200d',
  '\u200d建设',
  '建\u200c 设',
  '建\u200d\u200d设',
  '\ufe0f',
  '建\ufe0f\ufe0f设',
  ' \u{e0101}',
])('[PLAT-56] joiners and selectors count where there is nothing to join or select: %j', (text) => {
  expect(isClean(text, 'line')).toBe(false)
})

test('[PLAT-56] a long text has paragraphs, a line has none', () => {
  expect([isClean('一\n\t二\r\n', 'prose'), isClean('一\n二', 'line')]).toEqual([true, false])
})

test.each(['', ' ', '\u3000\u00a0', '\t\n', '\u2800', '\u0301'])('[PLAT-58] %j says nothing', (text) => {
  expect(isSaid(text)).toBe(false)
})

test('a text of a million characters is looked through at once', () => {
  expect(isClean('一'.repeat(1_000_000), 'prose')).toBe(true)
  expect(isClean(`${'👨\u200d'.repeat(300_000)}`, 'prose')).toBe(false)
})
