import type { StoryItem, StoryParagraph } from './story.ts'

/** The title stands among the first paragraphs, in type of 18 points or more (小二), and in the middle. */
const AMONG_FIRST = 15
const LEAST_HALF_POINTS = 36
const MOST_LINES = 5
const LONGEST_LINE = 60

/** The head of a letter, a document number, a note in brackets, a numbered heading, a sentence: in the middle, but no title. */
const NO_TITLE =
  /文件$|[〔[]\d{4}[〕\]]|^[（(]|^第[一二三四五六七八九十\d]+[章节编部]|^[一二三四五六七八九十]+、|^目\s*录$|^附件|[。；：:，,]$|^\d{4}年/

/**
 * Marks the title of a document that has no title style. Titles are broken into lines by sense (GB/T 9704); lines of
 * the same size that follow each other are one title.
 */
export function withTitle(items: StoryItem[]): StoryItem[] {
  if (items.slice(0, AMONG_FIRST).some((item) => item.is === 'paragraph' && item.isTitle)) return items
  const first = items.slice(0, AMONG_FIRST).findIndex((item) => isTitleLine(item))
  const start = items[first]
  if (start?.is !== 'paragraph') return items
  const lines: StoryParagraph[] = [start]
  for (let at = first + 1; at < items.length && lines.length < MOST_LINES; at++) {
    const item = items[at]
    if (item?.is !== 'paragraph' || !isTitleLine(item) || item.centredSize !== start.centredSize) break
    lines.push(item)
  }
  const words = lines.flatMap((line) => line.words.split('\n').map((part) => part.trim())).join('')
  return [...items.slice(0, first), { ...start, words, isTitle: true }, ...items.slice(first + lines.length)]
}

function isTitleLine(item: StoryItem): boolean {
  if (item.is !== 'paragraph' || item.isContents || (item.centredSize ?? 0) < LEAST_HALF_POINTS) return false
  const words = item.words.trim()
  return (
    words.length >= 2 && words.length <= LONGEST_LINE && words.split('\n').every((line) => !NO_TITLE.test(line.trim()))
  )
}
