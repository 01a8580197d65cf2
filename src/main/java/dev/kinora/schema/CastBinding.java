package dev.kinora.schema;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Types;
import org.jooq.Binding;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingGetSQLInputContext;
import org.jooq.BindingGetStatementContext;
import org.jooq.BindingRegisterContext;
import org.jooq.BindingSQLContext;
import org.jooq.BindingSetSQLOutputContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Converter;
import org.jooq.conf.ParamType;
import org.jooq.impl.DSL;

/** A type of PostgreSQL that jOOQ does not know, as text; compared as itself, so that its indexes serve. */
abstract sealed class CastBinding implements Binding<Object, String> permits CitextBinding, InetBinding {
    private final String cast;

    CastBinding(String type) {
        cast = "::" + type;
    }

    @Override
    public Converter<Object, String> converter() {
        return Converter.ofNullable(Object.class, String.class, Object::toString, text -> text);
    }

    @Override
    public void sql(BindingSQLContext<String> context) {
        if (context.render().paramType() == ParamType.INLINED) {
            context.render().visit(DSL.inline(context.value())).sql(cast);
        } else {
            context.render().sql(context.variable()).sql(cast);
        }
    }

    @Override
    public void register(BindingRegisterContext<String> context) throws SQLException {
        context.statement().registerOutParameter(context.index(), Types.VARCHAR);
    }

    @Override
    public void set(BindingSetStatementContext<String> context) throws SQLException {
        context.statement().setString(context.index(), context.value());
    }

    @Override
    public void get(BindingGetResultSetContext<String> context) throws SQLException {
        context.value(context.resultSet().getString(context.index()));
    }

    @Override
    public void get(BindingGetStatementContext<String> context) throws SQLException {
        context.value(context.statement().getString(context.index()));
    }

    @Override
    public void get(BindingGetSQLInputContext<String> context) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void set(BindingSetSQLOutputContext<String> context) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }
}
