import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResourceDetail } from '../../../../src/exchange/schemas.ts'
import { bracketed, comma } from '../../shell/punctuation.ts'
import { useMoment } from '../../shell/time.ts'
import { useClassWords, useUseWords } from './parts.tsx'

/** The fields of the guide, as they are filled in; what is not told says so. */
export function Description({ resource }: { resource: ResourceDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const classWords = useClassWords()
  const wordsOfUse = useUseWords()
  const { content, provider, creditCode, ownCode } = resource
  const format = content.format && t(`exchange.catalogue.formats.${content.format}`)
  const rows: [field: string, value: ReactNode][] = [
    ['abstract', content.abstract],
    ['classCode', classWords(content.classCode)],
    [
      'provider',
      <Link key="provider" to="/units/$unitId" params={{ unitId: provider.id }}>
        {provider.name}
      </Link>,
    ],
    ['creditCode', creditCode],
    ...(ownCode ? [['ownCode', ownCode] as [string, ReactNode]] : []),
    ['keywords', content.keywords.join(comma())],
    ['format', format && content.formatDetail ? `${format}${bracketed(content.formatDetail)}` : format],
    ['sharingType', content.sharingType && t(`exchange.catalogue.sharings.${content.sharingType}`)],
    ...(content.sharingCondition ? [['sharingCondition', content.sharingCondition] as [string, ReactNode]] : []),
    ...(content.legalBasis ? [['legalBasis', content.legalBasis] as [string, ReactNode]] : []),
    ...(content.sharingType === 'none'
      ? []
      : [
          ['sharingModes', content.sharingModes.map((mode) => t(`exchange.catalogue.modes.${mode}`)).join(comma())] as [
            string,
            ReactNode,
          ],
        ]),
    ['isOpen', content.isOpen === null ? null : t(`exchange.catalogue.opens.${content.isOpen}`)],
    ...(content.openCondition ? [['openCondition', content.openCondition] as [string, ReactNode]] : []),
    ['updatePeriod', content.updatePeriod && t(`exchange.catalogue.periods.${content.updatePeriod}`)],
    ['publishedAt', resource.publishedAt && moment(resource.publishedAt)],
    ...(resource.state === 'published' ? [['use', wordsOfUse(resource.use)] as [string, ReactNode]] : []),
    ['contact', content.contact],
    [
      'accessUrl',
      content.accessUrl && (
        <a href={content.accessUrl} target="_blank" rel="noreferrer">
          {content.accessUrl}
        </a>
      ),
    ],
    ...(resource.related.length > 0
      ? [['relatedCodes', <Related key="r" of={resource} />] as [string, ReactNode]]
      : []),
    ...(resource.commitments.length > 0
      ? [['commitmentIds', <Commitments key="c" of={resource} />] as [string, ReactNode]]
      : []),
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
