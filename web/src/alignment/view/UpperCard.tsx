import { EditOutlined, PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { type CSSProperties, memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { VerdictSign } from '../VerdictMark.tsx'
import { type BodyMark, MarkedBody } from './MarkedBody.tsx'
import { Marker, Where } from './Marker.tsx'
import { isAlikeOnly, isWeak, ownText, type Row } from './model.ts'
import { VerdictLine } from './VerdictLine.tsx'

/** What a chosen card shows more. */
export interface ChosenParts {
  marks: readonly BodyMark[]
  lit: number | undefined
  documentId: string
  mayReview: boolean
  onAdd: () => void
  onVerdict: () => void
  /** On a phone: its ties, as a list. */
  below?: ReactNode
}

/** A provision of the upper document: what it asks for and what became of it; chosen, all of its words. */
export const UpperCard = memo(function UpperCard(props: {
  row: Row
  chosen: ChosenParts | undefined
  onChoose: (address: string) => void
}) {
  const { row, chosen, onChoose } = props
  const { t } = useTranslation()
  const { kind, share, by } = row.verdict
  const percent = Math.round(share * 100)
  const alikeOnly = isAlikeOnly(row.verdict)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: its title is a button, and J and K walk
    <article
      className={`align-card of-${kind}${chosen ? ' chosen' : ''}`}
      data-address={row.address}
      style={kind === 'partly' ? partTint(share) : undefined}
      onClick={chosen ? undefined : () => onChoose(row.address)}
    >
      <header>
        <VerdictSign verdict={kind} alikeOnly={alikeOnly} />
        <h3>
          <button
            type="button"
            className="plain"
            aria-expanded={chosen !== undefined}
            onClick={() => onChoose(row.address)}
          >
            <Marker of={row} />
            {row.title}
            <span className="visually-hidden">
              {t('alignment.view.verdictOf', {
                verdict: alikeOnly ? t('alignment.view.alikeOnly') : t(`alignment.verdicts.${kind}`),
              })}
            </span>
          </button>
        </h3>
        {by && <span className="by-person">✓ {by.userName}</span>}
        {(kind === 'partly' || kind === 'carried_out') && (
          <span className={isWeak(row) ? 'share weak' : 'share'} title={t('alignment.view.shareTitle', { percent })}>
            {alikeOnly ? t('alignment.view.alikeOnly') : `${percent}%`}
          </span>
        )}
      </header>
      <Where of={row} />
      {chosen ? (
        <>
          <VerdictLine verdict={row.verdict} />
          <MarkedBody provision={row} marks={chosen.marks} lit={chosen.lit} />
          <div className="card-acts no-print">
            {chosen.mayReview && (
              <>
                <Button size="small" icon={<PlusOutlined />} onClick={chosen.onAdd}>
                  {t('alignment.tie.add')}
                </Button>
                <Button size="small" icon={<EditOutlined />} onClick={chosen.onVerdict}>
                  {t('alignment.verdict.act')}
                </Button>
              </>
            )}
            <Link
              className="in-document"
              to="/documents/$documentId"
              params={{ documentId: chosen.documentId }}
              search={{ at: outlineAddress(row.address) }}
            >
              {t('alignment.view.inDocument')}
            </Link>
          </div>
          {chosen.below}
        </>
      ) : (
        <p className="excerpt" lang="zh-CN">
          {ownText(row).text}
        </p>
      )}
    </article>
  )
})

/** Within what is carried out in part: the less of its words, the paler. */
export const partTint = (share: number) => ({ '--part-share': share }) as CSSProperties

/** The reader knows the heading; §2 is a part of its text. */
export const outlineAddress = (address: string) => address.replace(/§\d+$/, '')
