import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResourceContent, ResourceDetail } from '../../../../src/exchange/schemas.ts'
import { bracketed, comma } from '../../shell/punctuation.ts'
import { useMoment } from '../../shell/time.ts'
import { useClassWords, useUseWords } from './parts.tsx'

type Row = [field: string, value: ReactNode]

/** A resource of this node's catalogue in the fields of the guide. */
export function Description({ resource }: { resource: ResourceDetail }) {
  const wordsOfUse = useUseWords()
  const { content, provider, creditCode, ownCode, publishedAt, related, commitments } = resource
  return (
    <ContentFacts
      content={content}
      publishedAt={publishedAt}
      provider={
        <Link to="/units/$unitId" params={{ unitId: provider.id }}>
          {provider.name}
        </Link>
      }
      codes={[['creditCode', creditCode], ...(ownCode ? [['ownCode', ownCode] as Row] : [])]}
      further={[
        ...(resource.state === 'published' ? [['use', wordsOfUse(resource.use)] as Row] : []),
        ...(related.length > 0 ? [['relatedCodes', <Related key="r" of={resource} />] as Row] : []),
        ...(commitments.length > 0 ? [['commitmentIds', <Commitments key="c" of={resource} />] as Row] : []),
      ]}
    />
  )
}

/** The fields of the guide, as they are filled in; what is not told says so. */
export function ContentFacts(props: {
  content: Omit<ResourceContent, 'commitmentIds'>
  provider: ReactNode
  codes?: Row[]
  publishedAt: string | null
  further?: Row[]
}) {
  const { t } = useTranslation()
  const moment = useMoment()
  const classWords = useClassWords()
  const { content, provider, codes = [], publishedAt, further = [] } = props
  const format = content.format && t(`exchange.catalogue.formats.${content.format}`)
  const rows: Row[] = [
    ['abstract', content.abstract],
    ['classCode', classWords(content.classCode)],
    ['provider', provider],
    ...codes,
    ['keywords', content.keywords.join(comma())],
    ['format', format && content.formatDetail ? `${format}${bracketed(content.formatDetail)}` : format],
    ['sharingType', content.sharingType && t(`exchange.catalogue.sharings.${content.sharingType}`)],
    ...(content.sharingCondition ? [['sharingCondition', content.sharingCondition] as Row] : []),
    ...(content.legalBasis ? [['legalBasis', content.legalBasis] as Row] : []),
    ...(content.sharingType === 'none'
      ? []
      : [
          [
            'sharingModes',
            content.sharingModes.map((mode) => t(`exchange.catalogue.modes.${mode}`)).join(comma()),
          ] as Row,
        ]),
    ['isOpen', content.isOpen === null ? null : t(`exchange.catalogue.opens.${content.isOpen}`)],
    ...(content.openCondition ? [['openCondition', content.openCondition] as Row] : []),
    ['updatePeriod', content.updatePeriod && t(`exchange.catalogue.periods.${content.updatePeriod}`)],
    ['publishedAt', publishedAt && moment(publishedAt)],
    ['contact', content.contact],
    [
      'accessUrl',
      content.accessUrl && (
        <a href={content.accessUrl} target="_blank" rel="noreferrer">
          {content.accessUrl}
        </a>
      ),
    ],
    ...further,
  ]
  return (
    <dl className="catalogue-facts sheet">
      {rows.map(([field, value]) => (
        <div key={field} className={field === 'abstract' ? 'wide' : undefined}>
          <dt>{t(`exchange.catalogue.fields.${field as 'name'}`)}</dt>
          <dd>{value || <span className="catalogue-quiet">{t('exchange.catalogue.notTold')}</span>}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What of the plans these data serve, each leading to its sentence. */
function Commitments({ of }: { of: ResourceDetail }) {
  return (
    <ul className="catalogue-related">
      {of.commitments.map(({ id, title, document }) => (
        <li key={id}>
          <Link to="/documents/$documentId" params={{ documentId: document.id }} search={{ c: id }}>
            {title}
          </Link>{' '}
          <small className="catalogue-quiet">{document.title}</small>
        </li>
      ))}
    </ul>
  )
}

function Related({ of }: { of: ResourceDetail }) {
  return (
    <ul className="catalogue-related">
      {of.related.map(({ code, id, name }) => (
        <li key={code}>
          {id ? (
            <Link to="/resources/$resourceId" params={{ resourceId: id }}>
              {name ?? code}
            </Link>
          ) : (
            code
          )}
        </li>
      ))}
    </ul>
  )
}
