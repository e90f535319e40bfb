import { type Block, dateInWords, type Paper } from '../../papers/index.ts'
import type { Preview, PreviewBlock } from './schemas.ts'

/** A paper as JSON, its pictures inside. */
export function previewOf(paper: Paper): Preview {
  return {
    mark: paper.mark,
    number: paper.number,
    signer: paper.signer ?? null,
    title: paper.title,
    addressee: paper.addressee,
    blocks: paper.blocks.map(blockOf),
    annexes: paper.annexes.map(({ title, blocks }) => ({ title, blocks: blocks.map(blockOf) })),
    files: [...(paper.files ?? [])],
    signature: paper.signature && { ...paper.signature, date: dateInWords(paper.signature.date) },
    remark: paper.remark ?? null,
  }
}

function blockOf(block: Block): PreviewBlock {
  switch (block.kind) {
    case 'heading':
      return block
    case 'paragraph':
      return { kind: block.kind, runs: [...block.runs], ...(block.head ? { head: block.head } : {}) }
    case 'table':
      return {
        kind: block.kind,
        caption: block.caption,
        columns: [...block.columns],
        rows: block.rows.map((row) => [...row]),
        note: block.note,
      }
    case 'picture':
      return {
        kind: block.kind,
        caption: block.caption,
        alt: block.alt,
        image: Buffer.from(block.png).toString('base64'),
        note: block.note,
      }
  }
}
