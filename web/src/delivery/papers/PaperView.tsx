import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Preview, PreviewBlock } from '../../../../src/delivery/papers/schemas.ts'

type Note = NonNullable<PreviewBlock['note']>

/** An official document as it will be downloaded, with its notes at the end. */
export function PaperView({ paper }: { paper: Preview }) {
  const { t, i18n } = useTranslation()
  /** The paper is Chinese whatever the language of the page around it: so is every word on its sheet. */
  const printed = i18n.getFixedT('zh-CN')
  const notes: Note[] = []
  const refer = (note: Note | null | undefined): ReactNode => {
    if (!note) return null
    notes.push(note)
    const number = notes.length
    return (
      <sup>
        <a href={`#note-${number}`} id={`ref-${number}`} title={note.text}>
          {number}
        </a>
      </sup>
    )
  }
  const body = paper.blocks.map((block, index) => blockView(block, index, refer))
  const annexes = paper.annexes.map(({ title, blocks }, index) => (
    <section key={title} className="paper-annex">
      <p className="paper-hei">
        {printed('delivery.papers.annexNumber', { n: paper.annexes.length > 1 ? index + 1 : '' })}
      </p>
      <h2 className="paper-title">{title}</h2>
      {blocks.map((block, at) => blockView(block, at, refer))}
    </section>
  ))
  const names = [...paper.annexes.map(({ title }) => title), ...paper.files]
  return (
    <article className="paper" lang="zh-CN">
      <p className="paper-mark">{paper.mark}</p>
      <p className="paper-number">
        <span>{paper.number ?? printed('delivery.papers.numberOpen')}</span>
        {paper.signer && <span>{printed('delivery.papers.signer', { name: paper.signer })}</span>}
      </p>
      <h1 className="paper-title">{paper.title}</h1>
      {paper.addressee && <p className="paper-flush">{paper.addressee}：</p>}
      {body}
      {names.length > 0 && (
        <p>
          {printed('delivery.papers.annex')}
          {names.map((name, index) => `${names.length > 1 ? `${index + 1}. ` : ''}${name}`).join('　')}
        </p>
      )}
      {paper.signature && (
        <p className="paper-signature">
          {paper.signature.unit}
          <br />
          {paper.signature.date}
        </p>
      )}
      {paper.remark && <p>（{paper.remark}）</p>}
      {annexes}
      {notes.length > 0 && (
        <section className="paper-notes">
          <h2>{printed('delivery.papers.notes')}</h2>
          <ol>
            {notes.map((note, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: notes are numbered
              <li key={index} id={`note-${index + 1}`}>
                {note.text}
                {note.path && (
                  <>
                    {' '}
                    <a href={note.path}>{t('delivery.papers.source')}</a>
                  </>
                )}
              </li>
            ))}
          </ol>
        </section>
      )}
    </article>
  )
}

function blockView(block: PreviewBlock, key: number, refer: (note: Note | null | undefined) => ReactNode) {
  switch (block.kind) {
    case 'heading':
      return (
        <h2 key={key} className={`paper-head-${block.level}`}>
          {block.text}
        </h2>
      )
    case 'paragraph':
      return (
        <p key={key}>
          {block.head && <span className="paper-hei">{block.head}</span>}
          {block.runs?.map((run, index) =>
            typeof run === 'string' ? (
              run
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: the words of a sentence have no other name
              <span key={index}>
                {run.text}
                {refer(run.note)}
              </span>
            ),
          )}
        </p>
      )
    case 'table':
      return (
        <figure key={key} className="paper-figure">
          {block.caption && (
            <figcaption className="paper-hei">
              {block.caption}
              {refer(block.note)}
            </figcaption>
          )}
          <div className="paper-scroll">
            <table>
              <thead>
                <tr>
                  {block.columns?.map(({ title }) => (
                    <th key={title} scope="col">
                      {title}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {block.rows?.map((row, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: rows of a printed table
                  <tr key={at}>
                    {row.map((cell, column) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: cells follow the columns
                      <td key={column} style={{ textAlign: (block.columns?.[column]?.align ?? 'left') as 'left' }}>
                        {cell}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </figure>
      )
    default:
      return (
        <figure key={key} className="paper-figure">
          <img src={`data:image/png;base64,${block.image}`} alt={block.alt ?? ''} />
          <figcaption className="paper-hei">
            {block.caption}
            {refer(block.note)}
          </figcaption>
        </figure>
      )
  }
}
