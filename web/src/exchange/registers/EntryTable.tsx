import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { EntryListed, RegistryDetail } from '../../../../src/exchange/schemas.ts'
import { EntryBadge } from './parts.tsx'
import { useRegistryWords, useValueWords } from './words.ts'

/** One line for each entry, in the columns that the schema lists: its name first, its owner last. */
export function EntryTable({ registry, items }: { registry: RegistryDetail; items: readonly EntryListed[] }) {
  const { t } = useTranslation()
  const { heading } = useRegistryWords()
  const words = useValueWords()
  const { schema, code } = registry
  const named = schema['x-name']
  const listed = Object.entries(schema.properties).filter(([name, field]) => field['x-list'] && name !== named)
  const name = schema.properties[named]
  return (
    <table className="mon-table cards">
      <thead>
        <tr>
          <th scope="col">{name && heading(name)}</th>
          {listed.map(([one, field]) => (
            <th key={one} scope="col">
              {heading(field)}
            </th>
          ))}
          <th scope="col">{t('exchange.registers.owner')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((entry) => (
          <tr key={entry.id}>
            <td>
              <Link to="/registries/$code/entries/$entryId" params={{ code, entryId: entry.id }} className="sec-name">
                {String(entry.content[named] ?? '—')}
              </Link>{' '}
              {entry.state !== 'published' && <EntryBadge state={entry.state} />}
            </td>
            {listed.map(([one, field]) => (
              <td key={one} data-label={heading(field)}>
                {words(field, entry.content[one])}
              </td>
            ))}
            <td data-label={t('exchange.registers.owner')}>
              {entry.organization.name}
              {entry.node && <small>{t('exchange.registers.ofNode', { node: entry.node })}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
