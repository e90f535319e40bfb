import { answerWith } from '../../platform/threads/index.ts'
import type { Block } from '../model.ts'
import type { PrintRequest } from '../printApart.ts'
import { officialDocument } from './official.ts'
import { drawSvg } from './pictures.ts'

answerWith(async ({ paper, drawings, origin }: PrintRequest) => {
  const blocks: Block[] = []
  for (const [index, block] of [...paper.blocks, null].entries()) {
    for (const { before, caption, alt, svg, widthPx, heightPx } of drawings)
      if (before === index)
        blocks.push({ kind: 'picture', caption, alt, note: null, ...(await drawSvg(svg, widthPx, heightPx)) })
    if (block) blocks.push(block)
  }
  return officialDocument({ ...paper, blocks }, origin)
})
