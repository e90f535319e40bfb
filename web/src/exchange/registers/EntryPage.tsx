import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { EntryDetail } from '../../../../src/exchange/schemas.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemPage } from '../../shell/ProblemNotice.tsx'
import { comma } from '../../shell/punctuation.ts'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { Acts } from './Acts.tsx'
import { entryQuery } from './api.ts'
import { EntryBadge, FieldValue } from './parts.tsx'
import { isSubTable, useRegistryWords } from './words.ts'

const route = getRouteApi('/registries/$code/entries/$entryId')

/** One entry of a register, in the fields of its schema. */
export function EntryPage() {
  const { code, entryId } = route.useParams()
  const { version } = route.useSearch()
  const found = useQuery(entryQuery(code, entryId, version))
  if (found.isPending) return <Loading />
  if (found.isError) return <ProblemPage of={found} />
  return <Found entry={found.data} />
}

function Found({ entry }: { entry: EntryDetail }) {
  const { t } = useTranslation()
  const { name, title } = useRegistryWords()
  const moment = useMoment()
  const { schema, content, registry, organization, node, publishedAt, writtenBy } = entry
  const shown = Object.entries(schema.properties).filter(([field]) => !entry.hidden.includes(field))
  const isWide = (field: (typeof shown)[number][1]) =>
    isSubTable(field) || ('x-multiline' in field && field['x-multiline'])
  return (
    <Page
      title={String(content[schema['x-name']] ?? '—')}
      lede={
        <span className="catalogue-lede">
          <EntryBadge state={entry.state} />
          <Link to="/registries/$code" params={{ code: registry.code }}>
            {name(registry)}
          </Link>
          <Link to="/units/$unitId" params={{ unitId: organization.id }}>
            {organization.name}
          </Link>
          {node && <span>{t('exchange.registers.ofNode', { node })}</span>}
          <VersionChoice entry={entry} />
        </span>
      }
      actions={<Acts entry={entry} />}
    >
      <Notes entry={entry} />
      <dl className="catalogue-facts registry-entry sheet">
        {shown.map(([field, said]) => (
          <div key={field} className={isWide(said) ? 'wide' : undefined}>
            <dt>
              {title(said)}
              {said['x-private'] && (
                <em className="flag registry-private" title={t('exchange.registers.onlyFor')}>
                  {t('exchange.registers.editor.flag.isPrivate')}
                </em>
              )}
            </dt>
            <dd>
              <FieldValue field={said} value={content[field]} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="mon-note">
        {publishedAt && `${t('exchange.registers.publishedOn')} ${moment(publishedAt)} · `}
        {writtenBy && `${t('exchange.registers.writtenBy', { name: writtenBy })} · `}
        {t('exchange.registers.writtenUnder', { number: entry.schemaVersion })}
      </p>
    </Page>
  )
}

function VersionChoice({ entry }: { entry: EntryDetail }) {
  const { t } = useTranslation()
  const navigate = route.useNavigate()
  if (entry.versions.length < 2) return null
  return (
    <Select
      size="small"
      className="no-print"
      aria-label={t('exchange.registers.version')}
      value={entry.number}
      onChange={(version) => void navigate({ search: { version }, resetScroll: false })}
      popupMatchSelectWidth={200}
      options={entry.versions.map(({ number, state }) => ({
        value: number,
        label: `${t('exchange.registers.versionNumber', { number })} ${t(`exchange.registers.states.${state}`)}`,
      }))}
    />
  )
}

/** What one has to know of it first. */
function Notes({ entry }: { entry: EntryDetail }) {
  const { t } = useTranslation()
  const { title } = useRegistryWords()
  const { id, registry, state, withdrawnReason, hidden, schema, versions, hasDraft } = entry
  const draft = versions.find((one) => one.state === 'draft')
  return (
    <>
      {state === 'withdrawn' && (
        <p className="catalogue-note">{t('exchange.registers.withdrawnFor', { reason: withdrawnReason ?? '' })}</p>
      )}
      {state === 'replaced' && <p className="catalogue-note">{t('exchange.registers.isReplaced')}</p>}
      {hasDraft && draft && (
        <p className="catalogue-note no-print">
          {t('exchange.registers.draftWaits', { number: draft.number })}{' '}
          <Link
            to="/registries/$code/entries/$entryId"
            params={{ code: registry.code, entryId: id }}
            search={{ version: draft.number }}
          >
            {t('exchange.registers.toDraft')}
          </Link>
        </p>
      )}
      {hidden.length > 0 && (
        <p className="catalogue-note">
          {t('exchange.registers.hidden', {
            count: hidden.length,
            fields: hidden
              .flatMap((field) => {
                const said = schema.properties[field]
                return said ? [title(said)] : []
              })
              .join(comma()),
          })}
        </p>
      )}
    </>
  )
}
