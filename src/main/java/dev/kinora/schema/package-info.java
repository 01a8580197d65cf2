/** Generated from the migrated database: its tables and routines as Java names. Nothing is written here by hand. */
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package dev.kinora.schema;

import org.springframework.modulith.ApplicationModule;
