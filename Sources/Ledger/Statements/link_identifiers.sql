-- Makes subjects and links identifiers to them (see the function in Schema/V0006__subjects.sql).
--   $1  tenants   $2  hashes   $3  kinds   $4  subjects, in step   $5  new subjects   $6  their tenants   $7  their wrapped keys, in step
SELECT link_identifiers($1, $2, $3, $4, $5, $6, $7)
