import { Assembly } from '../assembly.ts'
import { readRelationships, walkXml } from '../container/xml.ts'
import type { ZipArchive } from '../container/zip.ts'
import { refusals } from '../refusals.ts'
import type { Remark, SourceText } from '../types.ts'
import { addMargins, addStory } from './compose.ts'
import { Numbering } from './numbering.ts'
import type { StoryItem } from './story.ts'
import { Styles } from './styles.ts'
import { withTitle } from './title.ts'
import { type WalkContext, walkNotes, walkStory } from './walk.ts'

/**
 * Reads a Word document as its printed page shows it: automatic numbers written out, tracked changes accepted, text
 * boxes and footnotes after the paragraph they belong to, headers and footers as furniture at the end.
 * @throws Refusal file_damaged, container_too_large, xml_unsafe, too_complex, document_without_text
 */
export async function readDocx(zip: ZipArchive, file: string): Promise<SourceText> {
  const main = await mainPart(zip, file)
  const folder = main.includes('/') ? main.slice(0, main.lastIndexOf('/')) : ''
  const bytes = await zip.readNamed(main, 'docx')
  if (bytes === null) throw refusals.fileDamaged(file, 'docx', `${main} is missing`)
  const relationships = await relationshipsOf(zip, file, main)
  const part = (type: string) => [...relationships.values()].find((one) => one.type === type)?.target
  const readPart = async (type: string, otherwise: string) =>
    zip.readNamed(part(type) ?? `${folder}/${otherwise}`, 'docx')

  const styles = Styles.read(await readPart('styles', 'styles.xml'), file)
  const numbering = Numbering.read(await readPart('numbering', 'numbering.xml'), file, styles)
  const tally = { insertions: 0, deletions: 0, pictures: 0 }
  const context: WalkContext = { file, part: main, styles, numbering, notes: new Map(), tally }
  const notes = new Map<string, string>()
  for (const kind of ['footnote', 'endnote'] as const) {
    const noteBytes = await readPart(`${kind}s`, `${kind}s.xml`)
    if (noteBytes)
      for (const [id, words] of walkNotes(noteBytes, { ...context, part: `${kind}s.xml` }, kind)) notes.set(id, words)
  }
  const items = withTitle(walkStory(bytes, { ...context, notes }))

  const assembly = new Assembly(file)
  addStory(assembly, items)
  if (!assembly.hasWords) throw refusals.documentWithoutText(file, 'docx', tally.pictures)
  const remarks = remarksOf(tally)
  for (const kind of ['header', 'footer'] as const) {
    const targets = [...relationships.values()].filter((one) => one.type === kind).map((one) => one.target)
    const stories: StoryItem[][] = []
    for (const target of new Set(targets)) {
      const margin = await zip.readNamed(target, 'docx')
      if (margin !== null) stories.push(walkStory(margin, { ...context, part: target }))
    }
    addMargins(assembly, stories, `page ${kind}`)
  }
  const title = titleOf(items) ?? (await titleOfProperties(zip, file, assembly.text))
  return {
    format: 'docx',
    text: assembly.text,
    blocks: assembly.blocks,
    stated: title === null ? {} : { title },
    ...(remarks.length > 0 && { remarks }),
  }
}

async function mainPart(zip: ZipArchive, file: string): Promise<string> {
  const bytes = await zip.readNamed('_rels/.rels', 'docx')
  if (bytes === null) return 'word/document.xml'
  const relationships = readRelationships(bytes, file, '_rels/.rels', 'docx', '')
  return [...relationships.values()].find((one) => one.type === 'officeDocument')?.target ?? 'word/document.xml'
}

async function relationshipsOf(zip: ZipArchive, file: string, main: string) {
  const slash = main.lastIndexOf('/')
  const folder = main.slice(0, Math.max(0, slash))
  const part = `${folder}/_rels/${main.slice(slash + 1)}.rels`
  const bytes = await zip.readNamed(part, 'docx')
  return bytes === null ? new Map<string, never>() : readRelationships(bytes, file, part, 'docx', folder)
}

function remarksOf(tally: WalkContext['tally']): Remark[] {
  if (tally.insertions + tally.deletions === 0) return []
  const { insertions, deletions } = tally
  return [
    {
      code: 'tracked_changes',
      message: `The document has tracked changes (${insertions} insertions, ${deletions} deletions); they were read as accepted.`,
      facts: { insertions, deletions },
    },
  ]
}

function titleOf(items: readonly StoryItem[]): string | null {
  const lines = items
    .slice(0, 40)
    .flatMap((item) => (item.is === 'paragraph' && item.isTitle ? [item.words.trim()] : []))
  return lines.length === 0 ? null : lines.join('').replaceAll('\n', '')
}

/** The title among the file's properties, when the document begins with it: templates leave stale ones. */
async function titleOfProperties(zip: ZipArchive, file: string, text: string): Promise<string | null> {
  const bytes = await zip.readNamed('docProps/core.xml', 'docx')
  if (bytes === null) return null
  let title = ''
  let isOpen = false
  walkXml(bytes, file, 'docProps/core.xml', 'docx', {
    open: (name) => {
      isOpen = name === 'title'
    },
    close: () => {
      isOpen = false
    },
    text: (words) => {
      if (isOpen) title += words
    },
  })
  const squeeze = (words: string) => words.replace(/\s+/g, '')
  const wanted = squeeze(title)
  return wanted.length >= 4 && squeeze(text.slice(0, 2000)).includes(wanted) ? title.trim() : null
}
