import { ImportedXmlComponent, Paragraph } from 'docx'

const emu = (mm: number) => Math.round(mm * 36_000)

const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
const SHAPE = 'http://schemas.microsoft.com/office/word/2010/wordprocessingShape'

export interface Box {
  id: number
  name: string
  /** From the paper's edges, in millimetres. */
  x: number
  y: number
  width: number
  height: number
  /** Read from top to bottom, on its side. */
  vertical?: boolean
  /** Text keeps clear of it. */
  pushes?: boolean
  /** Paragraphs, as WordprocessingML. */
  content: string
}

/** A paragraph that holds a box at a fixed place of its page: Word and LibreOffice agree on these, not on frames. */
export function boxed({ id, name, x, y, width, height, vertical, pushes, content }: Box): Paragraph {
  const size = `cx="${emu(width)}" cy="${emu(height)}"`
  const xml = `<w:r ${NAMESPACES}><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="${id}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>${emu(x)}</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>${emu(y)}</wp:posOffset></wp:positionV><wp:extent ${size}/>${
    pushes ? '<wp:wrapTopAndBottom/>' : '<wp:wrapNone/>'
  }<wp:docPr id="${id}" name="${name}"/><a:graphic><a:graphicData uri="${SHAPE}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>${content}</w:txbxContent></wps:txbx><wps:bodyPr ${
    vertical ? 'vert="vert" anchor="ctr"' : 'anchor="b"'
  } lIns="0" tIns="0" rIns="0" bIns="0"/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>`
  const paragraph = new Paragraph({ style: 'Free', spacing: { line: 20, lineRule: 'exact' }, children: [] })
  paragraph.addChildElement(ImportedXmlComponent.fromXmlString(xml))
  return paragraph
}

/** Text as XML can carry it. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
