#include "support/citus_stand_in.hpp"

#include "support/postgres_session.hpp"

namespace loyalty::test {
namespace {

// Signatures and words are those of Citus 12.
constexpr const char* stand_in = R"(
SET allow_system_table_mods = on;
INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
  VALUES (99999, 'citus', 10, 'pg_catalog'::regnamespace, false, '12.1');
CREATE TABLE pg_dist_partition (logicalrelid regclass PRIMARY KEY, partmethod "char" NOT NULL);
CREATE TABLE placed (number SERIAL, line TEXT NOT NULL);

CREATE FUNCTION place(relation regclass, method "char", line TEXT) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = relation) THEN
    RAISE 'table "%" is already distributed', relation USING ERRCODE = '42P16';
  END IF;
  INSERT INTO pg_dist_partition VALUES (relation, method);
  INSERT INTO placed (line) VALUES (line);
END $$;

CREATE FUNCTION create_reference_table(table_name regclass) RETURNS void LANGUAGE SQL AS $$
  SELECT place(table_name, 'n', 'reference ' || table_name)
$$;

CREATE FUNCTION create_distributed_table(table_name regclass, distribution_column TEXT,
  distribution_type TEXT DEFAULT 'hash', colocate_with TEXT DEFAULT 'default',
  shard_count INTEGER DEFAULT NULL)
  RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = table_name AND i.indisunique AND NOT EXISTS (
      SELECT 1 FROM pg_attribute a WHERE a.attrelid = table_name AND a.attname = distribution_column
        AND a.attnum = ANY (i.indkey))) THEN
    RAISE 'cannot create constraint on "%"', table_name USING ERRCODE = '0A000';
  END IF;
  IF colocate_with <> 'none' AND NOT EXISTS (SELECT 1 FROM pg_dist_partition
      WHERE logicalrelid = colocate_with::regclass AND partmethod = 'h') THEN
    RAISE 'relation % is not distributed', colocate_with USING ERRCODE = '42P16';
  END IF;
  PERFORM place(table_name, 'h',
    format('distributed %s by %s with %s', table_name, distribution_column, colocate_with));
END $$;
)";

}  // namespace

void install_citus_stand_in(const std::string& url) { PostgresSession(url).run(stand_in); }

std::vector<std::string> list_placed_tables(const std::string& url) {
  std::vector<std::string> lines;
  PostgresSession session(url);
  for (const auto& row : session.ask("SELECT line FROM placed ORDER BY number")) lines.push_back(row.front());
  return lines;
}

}  // namespace loyalty::test
